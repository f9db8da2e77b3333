import assert from 'node:assert/strict'
import { isRunning, type JobState, needsDecision } from '../../../../src/core/job/job.ts'
import { SEARCHES_BEFORE_DECISION } from '../../../../src/core/job/pollSchedule.ts'
import { canTransition, JOB_STATES, sourceStates } from '../../../../src/core/job/transitions.ts'

/** The transitions in the design, written independently of the table in the code. */
const DESIGNED: Readonly<Record<JobState, string>> = {
  submitting: 'submitting unconfirmed queued generating completed failed',
  unconfirmed: 'unconfirmed queued generating completed failed',
  queued: 'queued generating completed failed stopped',
  generating: 'generating completed failed stopped',
  completed: 'completed',
  failed: 'failed queued',
  stopped: 'stopped queued failed',
}

describe('job states', () => {
  it('allow only the transitions of the design', () => {
    const table = Object.fromEntries(
      JOB_STATES.map((from) => [from, JOB_STATES.filter((to) => canTransition(from, to)).sort()]),
    )
    const designed = Object.fromEntries(Object.entries(DESIGNED).map(([from, to]) => [from, to.split(' ').sort()]))
    assert.deepEqual(table, designed)
  })

  it('never return to `submitting`, the only state that sends a POST', () => {
    assert.deepEqual(sourceStates('submitting'), ['submitting'])
  })

  it('are running if the job still changes without the user', () => {
    const job = { searches: 0, retriedAs: undefined }
    const running = JOB_STATES.filter((state) => isRunning({ ...job, state, nextAt: undefined }))
    const due = JOB_STATES.filter((state) => isRunning({ ...job, state, nextAt: 1 }))
    assert.deepEqual(
      [running, due],
      [
        ['submitting', 'queued', 'generating'],
        ['submitting', 'unconfirmed', 'queued', 'generating'],
      ],
    )
  })

  it('leave the decision to the user after some searches, also while the search continues', () => {
    const unconfirmed = { state: 'unconfirmed', nextAt: 1, searches: 0, retriedAs: undefined } as const
    const searched = { ...unconfirmed, searches: SEARCHES_BEFORE_DECISION }
    const jobs = [unconfirmed, searched, { ...unconfirmed, nextAt: undefined }, { ...searched, retriedAs: 'x' }]
    assert.deepEqual(
      jobs.map((job) => [isRunning(job), needsDecision(job)]),
      [
        [true, false],
        [false, true],
        [false, true],
        [false, false],
      ],
    )
  })
})
