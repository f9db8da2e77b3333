import assert from 'node:assert/strict'
import { repairText } from '../../../../src/editor/notifications/repairText.ts'
import { renderContext } from '../../../fixtures/renderContext.ts'

describe('repairText', () => {
  for (const [lost, expected] of [
    [0, 'All 198 generations were recovered.'],
    [2, '198 generations were recovered, and 2 were lost.'],
    [undefined, '198 generations were recovered. Others may be missing.'],
  ] as const) {
    it(`says how many generations were recovered and lost: ${lost}`, () => {
      assert.equal(
        repairText({ recovered: 198, lost, backup: '/store/jobs.db.corrupt-1' }, renderContext().l10n),
        `The list of generations was damaged. ${expected} The damaged file was kept as /store/jobs.db.corrupt-1.`,
      )
    })
  }
})
