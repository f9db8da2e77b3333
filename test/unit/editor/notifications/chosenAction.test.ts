import assert from 'node:assert/strict'
import { chosenAction } from '../../../../src/editor/notifications/chosenAction.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'

const failed = buildJob({ id: 'first', state: 'failed' })
const running = buildJob({ id: 'first' })
const retry = buildJob({ id: 'second', previousAttempts: ['first'] })

describe('the button of a notification', () => {
  it('does what it says while the job has not changed', () => {
    assert.deepEqual(chosenAction('retry', 'first', failed, true), { action: 'retry', jobId: 'first' })
  })

  it('opens the preview if its action is no longer available', () => {
    assert.deepEqual(chosenAction('retry', 'first', running, true), { action: 'open', jobId: 'first' })
    assert.deepEqual(chosenAction('retry', 'first', failed, false), { action: 'open', jobId: 'first' })
  })

  it('opens the new attempt if the job was retried, also if the action is available there', () => {
    assert.deepEqual(chosenAction('retry', 'first', retry, true), { action: 'open', jobId: 'second' })
    const failedAgain = { ...retry, state: 'failed' } as const
    assert.deepEqual(chosenAction('retry', 'first', failedAgain, true), { action: 'open', jobId: 'second' })
  })

  it('does nothing for a job that was removed', () => {
    assert.equal(chosenAction('remove', 'first', undefined, false), undefined)
  })
})
