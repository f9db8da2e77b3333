import assert from 'node:assert/strict'
import { setImmediate as immediate } from 'node:timers/promises'
import { AppError } from '../../../../src/core/errors.ts'
import { BURST, INITIAL_CALLS_PER_MINUTE, MAX_CALLS_PER_MINUTE } from '../../../../src/jobs/scheduler/rateLimiter.ts'
import { ORIGIN } from '../../../fixtures/jobs/buildJob.ts'
import { START } from '../../../fixtures/jobs/fakeClock.ts'
import { openWindows } from '../../../fixtures/jobs/leaseContext.ts'

const MINUTE = 60_000
const OTHER_ORIGIN = 'https://other.example'

describe('RateLimiter', () => {
  it('limits 300 due jobs of two windows to the rate in any minute, and polls all of them', async function () {
    this.timeout(30_000)
    using context = await openWindows(300)
    const { clock, one, two } = context
    const calls: number[] = []
    const callsOfJob = new Map<string, number>()
    for (let elapsed = 0; elapsed < 10 * MINUTE; elapsed += 500) {
      for (const { leases } of [one, two]) {
        for (const job of await leases.claim('poll', ORIGIN, 4)) {
          calls.push(clock.now())
          callsOfJob.set(job.id, (callsOfJob.get(job.id) ?? 0) + 1)
          await one.store.patch(job.id, { nextAt: clock.now() + 4000, leaseUntil: 0 })
        }
      }
      clock.advance(500)
    }
    const callsInMinute = (from: number) => calls.filter((at) => at >= from && at < from + MINUTE).length
    // From rest, a full burst included; the limit then rises slowly while the service accepts the calls.
    assert.ok(callsInMinute(START) <= INITIAL_CALLS_PER_MINUTE, `${callsInMinute(START)} calls in the first minute`)
    const busiest = Math.max(...calls.map(callsInMinute))
    assert.ok(busiest <= INITIAL_CALLS_PER_MINUTE + calls.length / 50, `${busiest} calls in a minute`)
    assert.ok(calls.length >= 9 * INITIAL_CALLS_PER_MINUTE, `only ${calls.length} calls`)
    const counts = [...callsOfJob.values()]
    assert.deepEqual([counts.length, Math.max(...counts) - Math.min(...counts) <= 1], [300, true])
  })

  it('pauses the calls of all windows to one origin, for the longest of several times and at most ten minutes', async () => {
    using context = await openWindows(5)
    const { clock, one, two } = context
    await one.rateLimiter.pause(ORIGIN, MINUTE, 'rateLimited')
    clock.advance(10)
    await two.rateLimiter.pause(ORIGIN, 1000, 'rateLimited')
    clock.advance(MINUTE - 11)
    assert.deepEqual([await two.leases.claim('poll', ORIGIN, 5), one.rateLimiter.available(ORIGIN)], [[], 0])
    clock.advance(1)
    assert.equal((await two.leases.claim('poll', ORIGIN, 5)).length, 5)
    await one.rateLimiter.pause(ORIGIN, 1e15, 'rateLimited')
    assert.deepEqual([two.rateLimiter.available(ORIGIN), two.rateLimiter.available(OTHER_ORIGIN)], [0, BURST])
    clock.advance(10 * MINUTE - 1)
    assert.equal(two.rateLimiter.available(ORIGIN), 0)
    clock.advance(1)
    assert.ok(two.rateLimiter.available(ORIGIN) > 0)
  })

  it('ends a pause with resume', async () => {
    using context = await openWindows(1)
    const { one, two } = context
    await one.rateLimiter.pause(ORIGIN, MINUTE, 'rateLimited')
    await two.rateLimiter.resume(ORIGIN)
    assert.equal((await one.leases.claim('poll', ORIGIN, 1)).length, 1)
  })

  it('counts POSTs and single calls too', async () => {
    using context = await openWindows(1)
    const { clock, one, two } = context
    const { signal } = new AbortController()
    one.rateLimiter.record(ORIGIN, 3)
    await two.rateLimiter.acquire(ORIGIN, signal)
    await one.rateLimiter.acquire(ORIGIN, signal)
    assert.deepEqual([two.rateLimiter.available(ORIGIN), await one.leases.claim('poll', ORIGIN, 1)], [0, []])
    clock.advance(1112)
    assert.equal((await one.leases.claim('poll', ORIGIN, 1)).length, 1)
  })

  it('rises while the service accepts the calls, up to a maximum, and is halved by a 429 for all windows', async () => {
    using context = await openWindows(0)
    const { clock, one, two } = context
    const callsInMinute = async () => {
      let calls = 0
      for (let ms = 0; ms < MINUTE; ms += 250) {
        const free = one.rateLimiter.available(ORIGIN)
        await one.store.database.write(() => one.rateLimiter.record(ORIGIN, free))
        calls += free
        clock.advance(250)
      }
      return calls
    }
    const first = await callsInMinute()
    let last = first
    for (let minute = 0; minute < 75; minute++) last = await callsInMinute()
    assert.ok(first <= INITIAL_CALLS_PER_MINUTE, `${first} calls in the first minute`)
    assert.ok(last > 185 && last <= MAX_CALLS_PER_MINUTE, `${last} calls after 75 minutes`)
    // Two windows report the same 429.
    await one.rateLimiter.pause(ORIGIN, 1000, 'rateLimited')
    await two.rateLimiter.pause(ORIGIN, 1000, 'rateLimited')
    clock.advance(1001)
    const halved = await callsInMinute()
    assert.ok(halved > 90 && halved <= 105, `${halved} calls after a 429`)
    await one.rateLimiter.pause(ORIGIN, 1000, 'unauthorized')
    clock.advance(1001)
    assert.ok((await callsInMinute()) >= halved, 'a key that is not accepted says nothing about the limit')
  })
})

describe('RateLimiter.acquire', () => {
  it('waits until the limit allows one call, one call at a time', async () => {
    using context = await openWindows(0)
    const { clock, one, two } = context
    const { signal } = new AbortController()
    one.rateLimiter.record(ORIGIN, BURST)
    const acquired: string[] = []
    const waiting = [one, two].map(async ({ rateLimiter }, n) => {
      await rateLimiter.acquire(ORIGIN, signal)
      acquired.push(`${n} at ${clock.now()}`)
    })
    const seen: number[] = []
    for (let second = 0; second < 3; second++) {
      for (let n = 0; n < 5; n++) await immediate()
      seen.push(acquired.length)
      clock.advance(1112)
    }
    await Promise.all(waiting)
    assert.deepEqual(seen, [0, 1, 2])
  })

  it('acquires during a pause for a call that the user starts, and reports how long it waits', async () => {
    using context = await openWindows(0)
    const { clock, one } = context
    const { signal } = new AbortController()
    await one.rateLimiter.pause(ORIGIN, MINUTE, 'rateLimited')
    await one.rateLimiter.acquire(ORIGIN, signal, { duringPause: true })
    await one.store.database.write(() => one.rateLimiter.record(ORIGIN, BURST + 2))
    const waits: number[] = []
    const onWait = (waitMs: number) => waits.push(waitMs)
    const waiting = one.rateLimiter.acquire(ORIGIN, signal, { duringPause: true, onWait })
    for (let second = 0; second < 10; second++) {
      for (let n = 0; n < 5; n++) await immediate()
      clock.advance(1000)
    }
    await waiting
    assert.ok(
      waits.length > 2 &&
        (waits[0] ?? 0) > 2000 &&
        waits.at(-1) === 0 &&
        waits.every((ms, n) => ms <= (waits[n - 1] ?? ms)),
      String(waits),
    )
  })

  it('waits until a pause has ended', async () => {
    using context = await openWindows(0)
    const { clock, one } = context
    await one.rateLimiter.pause(ORIGIN, MINUTE, 'rateLimited')
    let isAcquired = false
    const waiting = one.rateLimiter.acquire(ORIGIN, new AbortController().signal).then(() => {
      isAcquired = true
    })
    for (let second = 0; second < 59; second++) {
      clock.advance(1000)
      await immediate()
    }
    assert.equal(isAcquired, false)
    clock.advance(1000)
    await waiting
  })

  it('rejects with aborted if the signal aborts, before or during the wait, and records no call', async () => {
    using context = await openWindows(0)
    const { rateLimiter } = context.one
    const isAborted = (error: unknown) =>
      error instanceof AppError && error.reason === 'cancelled' && error.detail.code === 'aborted'
    await assert.rejects(rateLimiter.acquire(ORIGIN, AbortSignal.abort()), isAborted)
    assert.equal(rateLimiter.available(ORIGIN), BURST)
    const controller = new AbortController()
    await rateLimiter.pause(ORIGIN, MINUTE, 'rateLimited')
    const waiting = rateLimiter.acquire(ORIGIN, controller.signal)
    controller.abort()
    await assert.rejects(waiting, isAborted)
    await rateLimiter.resume(ORIGIN)
    assert.equal(rateLimiter.available(ORIGIN), BURST)
  })
})
