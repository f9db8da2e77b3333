import assert from 'node:assert/strict'
import { canRetryFreely } from '../../../../src/core/job/actions.ts'
import type { Job } from '../../../../src/core/job/job.ts'
import { retryEach } from '../../../../src/editor/common/retryEach.ts'
import { apiError } from '../../../fixtures/jobs/fakeService.ts'
import {
  createTestContext,
  MINUTE,
  REQUEST,
  type TestContext,
  type TestWindow,
} from '../../../fixtures/jobs/testContext.ts'

const SEEDS = [1, 2, 3, 4]

const refusal = { kind: 'error', error: apiError('outOfCredits') } as const

/** Submits requests that the service does not accept. */
async function submitFailing({ service }: TestContext, { scheduler, store }: TestWindow): Promise<readonly Job[]> {
  service.faults.post.push(...SEEDS.map(() => refusal))
  for (const seed of SEEDS) await scheduler.submit({ ...REQUEST, values: { ...REQUEST.values, seed } })
  const failed = store.list().filter(canRetryFreely)
  assert.equal(failed.length, SEEDS.length)
  return failed
}

const bought = ({ service }: TestContext) =>
  service.generations.map(({ request }) => Number(request.values['seed'])).sort((a, b) => a - b)

describe('retryEach', () => {
  it('buys each video once, also if two windows retry the same requests', async () => {
    using context = createTestContext()
    const windows = [context.openWindow(), context.openWindow()] as const
    const failed = await submitFailing(context, windows[0])
    const retrying = Promise.all(windows.map(({ scheduler }) => retryEach(scheduler, failed, {})))
    await context.advance(2 * MINUTE)
    const results = await retrying
    assert.deepEqual(
      [bought(context), results.reduce((sum, { sent }) => sum + sent, 0), results.map((one) => one.notAccepted)],
      [SEEDS, SEEDS.length, [undefined, undefined]],
    )
  })

  it('sends no more after a request that is not accepted', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const failed = await submitFailing(context, window)
    const before = context.service.callCount('post')
    context.service.faults.post.push({ kind: 'response', patch: {} }, refusal)
    const retrying = retryEach(window.scheduler, failed, {})
    await context.advance(MINUTE)
    const { sent, notAccepted } = await retrying
    assert.deepEqual(
      [sent, notAccepted?.error?.code, context.service.callCount('post') - before],
      [2, 'outOfCredits', 2],
    )
  })
})
