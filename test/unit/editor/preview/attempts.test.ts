import assert from 'node:assert/strict'
import type { Job } from '../../../../src/core/job/job.ts'
import { newAttemptOf, previousAttemptOf, retryToFollow } from '../../../../src/editor/preview/attempts.ts'
import { previewView } from '../../../../src/editor/preview/previewModel.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { renderContext } from '../../../fixtures/renderContext.ts'

/** The reader of a list that has `jobs`. */
function readerOf(...jobs: readonly Job[]) {
  return {
    get: (id: string) => jobs.find((job) => job.id === id),
    latestAttempt: (id: string) =>
      jobs.find(({ previousAttempts }) => previousAttempts.includes(id)) ?? jobs.find((job) => job.id === id),
  }
}

const first = buildJob({ id: 'first', state: 'failed' })
const retried = buildJob({ id: 'first', state: 'failed', retriedAs: 'second' })
const second = buildJob({ id: 'second', previousAttempts: ['first'] })

describe('the page of a job that is retried', () => {
  const cases: readonly [what: string, shown: Job | undefined, jobs: readonly Job[], expected: string | undefined][] = [
    ['stays while the job is not retried', first, [first], undefined],
    ['shows the new attempt when the job is retried', first, [retried, second], 'second'],
    ['shows the new attempt when the retry deletes the job', first, [second], 'second'],
    ['stays at an attempt that the user opened after the retry', retried, [retried, second], undefined],
    ['shows an attempt that the user opens after the retry', undefined, [retried, second], undefined],
    ['stays when an attempt that was retried before is removed', retried, [second], undefined],
    ['stays when the job is removed', first, [], undefined],
    ['shows the new attempt when it is restored after the retry', undefined, [second], 'second'],
  ]
  for (const [what, shown, jobs, expected] of cases) {
    it(what, () => assert.equal(retryToFollow('first', shown, readerOf(...jobs)), expected))
  }

  it('leads from each attempt to the other', () => {
    assert.deepEqual(
      [
        newAttemptOf('first', readerOf(retried, second)),
        newAttemptOf('second', readerOf(retried, second)),
        previousAttemptOf(second, readerOf(retried, second)),
        previousAttemptOf(second, readerOf(second)),
      ],
      ['second', undefined, 'first', undefined],
    )
  })

  it('says which attempt it shows', () => {
    const input = {
      request: undefined,
      fileUrl: undefined,
      info: undefined,
      expectedDurationMs: undefined,
      unplayable: new Set<string>(),
    }
    const attemptRow = (job: Job, hasPreviousAttempt: boolean) => {
      const { sections } = previewView({ ...input, job, hasPreviousAttempt }, renderContext())
      const row = sections.flatMap(({ rows }) => rows).find(({ label }) => label === 'Attempt')
      return row && [row.value, row.action?.id]
    }
    assert.deepEqual(
      [attemptRow(first, false), attemptRow(second, true), attemptRow(second, false)],
      [undefined, [{ kind: 'text', text: '2' }, 'showPreviousAttempt'], [{ kind: 'text', text: '2' }, undefined]],
    )
  })
})
