import assert from 'node:assert/strict'
import { repairText } from '../../../../src/editor/notifications/repairText.ts'
import { renderContext } from '../../../fixtures/renderContext.ts'

describe('repairText', () => {
  for (const [lost, lostRequests, expected] of [
    [0, 0, 'All 198 generations were recovered.'],
    [2, 0, '198 generations were recovered, and 2 were lost.'],
    [undefined, 0, '198 generations were recovered. Others may be missing.'],
    [0, 1, 'All 198 generations were recovered. One request of a batch was lost before it was sent.'],
    [0, 3, 'All 198 generations were recovered. 3 requests of batches were lost before they were sent.'],
    [
      undefined,
      undefined,
      '198 generations were recovered. Others may be missing. Requests of batches that were not sent yet may be missing.',
    ],
  ] as const) {
    it(`says how many generations and requests were recovered and lost: ${lost}, ${lostRequests}`, () => {
      const repair = { recovered: 198, lost, lostRequests, backup: '/store/jobs.db.corrupt-1' }
      assert.equal(
        repairText(repair, renderContext().l10n),
        `The list of generations was damaged. ${expected} The damaged file was kept as /store/jobs.db.corrupt-1.`,
      )
    })
  }
})
