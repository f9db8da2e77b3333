import assert from 'node:assert/strict'
import { canBecome, isRunning, JOB_STATES, type JobState, statesBefore } from '../../../../src/core/job/job.ts'

/** Written again by hand, from the design and not from the table: the two have to agree. */
const LEGAL: Readonly<Record<JobState, string>> = {
  submitting: 'submitting unconfirmed queued generating completed failed',
  unconfirmed: 'unconfirmed queued generating completed failed',
  queued: 'queued generating completed failed stopped',
  generating: 'generating completed failed stopped',
  completed: 'completed',
  failed: 'failed queued',
  stopped: 'stopped queued failed',
}

describe('the states of a job', () => {
  it('lead to one another as the design says, and to nothing else', () => {
    const table = Object.fromEntries(
      JOB_STATES.map((from) => [from, JOB_STATES.filter((to) => canBecome(from, to)).sort()]),
    )
    const legal = Object.fromEntries(Object.entries(LEGAL).map(([from, to]) => [from, to.split(' ').sort()]))
    assert.deepEqual(table, legal)
  })

  it('never lead back to `submitting`, which is the only state that has a POST', () => {
    assert.deepEqual(statesBefore('submitting'), ['submitting'])
  })

  it('say what still moves by itself', () => {
    const running = JOB_STATES.filter((state) => isRunning({ state, nextAt: undefined }))
    const due = JOB_STATES.filter((state) => isRunning({ state, nextAt: 1 }))
    assert.deepEqual(
      [running, due],
      [
        ['submitting', 'queued', 'generating'],
        ['submitting', 'unconfirmed', 'queued', 'generating'],
      ],
    )
  })
})
