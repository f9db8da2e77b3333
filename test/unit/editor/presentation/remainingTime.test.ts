import assert from 'node:assert/strict'
import { CompletionModel } from '../../../../src/core/job/completionModel.ts'
import { JOB_STATES } from '../../../../src/core/job/transitions.ts'
import { expectedDurationMs, remainingText } from '../../../../src/editor/presentation/remainingTime.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { NOW, renderContext } from '../../../fixtures/renderContext.ts'

const MINUTE = 60_000
/** Similar generations took about four minutes. */
const model = CompletionModel.learn([3.9, 4, 4, 4.1].map((minutes) => minutes * MINUTE))

describe('remainingText', () => {
  for (const [ageMinutes, expected] of [
    [0, 'About 4 min left'],
    [1, 'About 3 min left'],
    [2.6, 'About 2 min left'],
    [3.5, 'About 30 sec left'],
  ] as const) {
    it(`is "${expected}" after ${ageMinutes} minutes`, () => {
      const job = buildJob({ createdAt: NOW - ageMinutes * MINUTE })
      assert.equal(remainingText(job, model, renderContext()), expected)
    })
  }

  it('is never negative or empty, however long the generation takes', () => {
    for (const ageMinutes of [4, 6, 20, 500]) {
      const text = remainingText(buildJob({ createdAt: NOW - ageMinutes * MINUTE }), model, renderContext())
      assert.match(text ?? '', /^About \d+ \w+/)
    }
  })

  it('is not known without finished jobs to learn from, or unless the generation is at the service', () => {
    assert.equal(remainingText(buildJob(), undefined, renderContext()), undefined)
    const known = JOB_STATES.filter((state) => expectedDurationMs(buildJob({ state }), model, NOW) !== undefined)
    assert.deepEqual(known, ['queued', 'generating'])
  })
})
