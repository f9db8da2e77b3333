import assert from 'node:assert/strict'
import { BURST } from '../../../../src/jobs/scheduler/rateLimiter.ts'
import {
  createGate,
  createTestContext,
  MINUTE,
  REQUEST,
  type TestContext,
  type TestWindow,
} from '../../../fixtures/jobs/testContext.ts'

const estimate = { minUsd: 0.1, maxUsd: 0.25 }
const LIMIT_USD = 0.4

/** Like `confirmPurchase` within the limit per day. */
const reserve = ({ scheduler }: TestWindow, since: number, maxTotalUsd = LIMIT_USD) =>
  scheduler.reserve({ usd: estimate.maxUsd, since, maxTotalUsd })

/** What counts toward the limit: as a job, and before that. */
function counted({ store }: TestWindow, since: number, now: number): [number, number] {
  const cents = (usd: number) => Math.round(usd * 100)
  return [cents(store.spentSince(since)), cents(store.plannedUsd(now))]
}

/** Makes the next requests wait for the rate limit. */
async function exceedRateLimit(context: TestContext, { scheduler }: TestWindow): Promise<void> {
  await Promise.all(Array.from({ length: BURST }, () => scheduler.submit(REQUEST)))
  context.clock.advance(1)
}

describe('the limit per day', () => {
  it('is not exceeded by two requests that wait for the rate limit, of one window or of two', async () => {
    for (const count of [1, 2]) {
      using context = createTestContext()
      const windows = Array.from({ length: count }, () => context.openWindow())
      const [one = assert.fail(), two = one] = windows
      await exceedRateLimit(context, one)
      const since = context.clock.now()
      const [first, second] = await Promise.all([reserve(one, since), reserve(two, since)])
      assert.deepEqual([first !== undefined, second !== undefined], [true, false], `${count} windows`)
      const submitted = one.scheduler.submit(REQUEST, { estimate, reservation: first?.id })
      await context.runPending()
      const waiting = counted(two, since, context.clock.now())
      await context.advance(10_000)
      await submitted
      const sent = counted(two, since, context.clock.now())
      await first?.release()
      assert.deepEqual([waiting, sent, await reserve(two, since)], [[0, 25], [25, 0], undefined], `${count} windows`)
    }
  })

  it('counts a request once while it is stored, and nothing after it was canceled', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const since = context.clock.now()
    const now = () => counted(window, since, context.clock.now())
    const both = await window.scheduler.reserve({
      usd: 2 * estimate.maxUsd,
      since,
      maxTotalUsd: Number.POSITIVE_INFINITY,
    })
    const reserved = now()
    await window.scheduler.submit(REQUEST, { estimate, reservation: both?.id })
    const oneSent = now()
    await both?.release()
    assert.deepEqual(
      [reserved, oneSent, now()],
      [
        [0, 50],
        [25, 25],
        [25, 0],
      ],
    )
  })

  it('counts a batch once, when it is stored and when it is continued', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const { scheduler } = window
    const since = context.clock.now()
    const now = () => counted(window, since, context.clock.now())
    const gate = createGate()
    context.service.gate = () => gate.promise
    const reservation = await reserve(window, since)
    const batch = { name: 'x', requests: [REQUEST, REQUEST, REQUEST], axes: [] }
    const { id } = await scheduler.submitBatch(batch, { estimate, reservation: reservation?.id })
    const stored = now()
    await context.advance(61 * MINUTE, MINUTE)
    const expired = now()
    const again = await reserve(window, since, 1)
    await scheduler.continueBatch(id, { reservation: again?.id })
    assert.deepEqual([stored, expired, again !== undefined, now()], [[0, 75], [50, 0], true, [50, 25]])
  })

  it('counts a request as long as it waits, and not after its window was killed or closed', async () => {
    using context = createTestContext()
    const [killed, closed, window] = [context.openWindow(), context.openWindow(), context.openWindow()]
    const since = context.clock.now()
    for (const other of [killed, closed]) assert.ok(await reserve(other, since, 1))
    await context.advance(2 * MINUTE)
    const waiting = counted(window, since, context.clock.now())
    closed.close()
    await context.runPending()
    const afterClose = counted(window, since, context.clock.now())
    killed.kill()
    await context.advance(MINUTE)
    assert.deepEqual(
      [waiting, afterClose, counted(window, since, context.clock.now())],
      [
        [0, 50],
        [0, 25],
        [0, 0],
      ],
    )
  })

  it('sends nothing if the reservation has expired and another one was made since', async () => {
    using context = createTestContext()
    const [asleep, window] = [context.openWindow(), context.openWindow()]
    const since = context.clock.now()
    const expired = await reserve(asleep, since)
    // The computer was suspended: no window has renewed anything.
    context.clock.advance(10 * MINUTE)
    assert.ok(await reserve(window, since))
    await assert.rejects(asleep.scheduler.submit(REQUEST, { estimate, reservation: expired?.id }), {
      reason: 'conflict',
      message: /reservationExpired/,
    })
    assert.deepEqual([context.service.calls, window.store.count()], [[], 0])
  })
})
