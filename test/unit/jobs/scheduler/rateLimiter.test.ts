import assert from 'node:assert/strict'
import { setImmediate as immediate } from 'node:timers/promises'
import { AppError } from '../../../../src/core/errors.ts'
import { BURST, CALLS_PER_MINUTE } from '../../../../src/jobs/scheduler/rateLimiter.ts'
import { ORIGIN } from '../../../fixtures/jobs/buildJob.ts'
import { openWindows } from '../../../fixtures/jobs/leaseContext.ts'

const MINUTE = 60_000
const OTHER_ORIGIN = 'https://other.example'

describe('RateLimiter', () => {
  it('limits 300 due jobs of two windows to the rate in any minute, and polls all of them', function () {
    this.timeout(30_000)
    using context = openWindows(300)
    const { clock, one, two } = context
    for (const { store } of [one, two]) store.database.sqlite.exec('PRAGMA synchronous = OFF')
    const calls: number[] = []
    const callsOfJob = new Map<string, number>()
    for (let elapsed = 0; elapsed < 10 * MINUTE; elapsed += 500) {
      for (const { leases } of [one, two]) {
        for (const job of leases.claim('poll', ORIGIN, 4)) {
          calls.push(clock.now())
          callsOfJob.set(job.id, (callsOfJob.get(job.id) ?? 0) + 1)
          one.store.patch(job.id, { nextAt: clock.now() + 4000, leaseUntil: 0 })
        }
      }
      clock.advance(500)
    }
    const callsInMinute = (from: number) => calls.filter((at) => at >= from && at < from + MINUTE).length
    const busiest = Math.max(...calls.map(callsInMinute))
    assert.ok(busiest <= CALLS_PER_MINUTE + BURST, `${busiest} calls in a minute`)
    assert.ok(calls.length >= 9.5 * CALLS_PER_MINUTE, `only ${calls.length} calls`)
    const counts = [...callsOfJob.values()]
    assert.deepEqual([counts.length, Math.max(...counts) - Math.min(...counts) <= 1], [300, true])
  })

  it('pauses the calls of all windows to one origin, for the longest of several times and at most ten minutes', () => {
    using context = openWindows(5)
    const { clock, one, two } = context
    one.rateLimiter.pause(ORIGIN, MINUTE)
    clock.advance(10)
    two.rateLimiter.pause(ORIGIN, 1000)
    clock.advance(MINUTE - 11)
    assert.deepEqual([two.leases.claim('poll', ORIGIN, 5), one.rateLimiter.available(ORIGIN)], [[], 0])
    clock.advance(1)
    assert.equal(two.leases.claim('poll', ORIGIN, 5).length, 5)
    one.rateLimiter.pause(ORIGIN, 1e15)
    assert.deepEqual([two.rateLimiter.available(ORIGIN), two.rateLimiter.available(OTHER_ORIGIN)], [0, BURST])
    clock.advance(10 * MINUTE - 1)
    assert.equal(two.rateLimiter.available(ORIGIN), 0)
    clock.advance(1)
    assert.ok(two.rateLimiter.available(ORIGIN) > 0)
  })

  it('ends a pause with resume', () => {
    using context = openWindows(1)
    const { one, two } = context
    one.rateLimiter.pause(ORIGIN, MINUTE)
    two.rateLimiter.resume(ORIGIN)
    assert.equal(one.leases.claim('poll', ORIGIN, 1).length, 1)
  })

  it('counts POSTs and single calls too', async () => {
    using context = openWindows(1)
    const { clock, one, two } = context
    const { signal } = new AbortController()
    one.rateLimiter.record(ORIGIN, 3)
    await two.rateLimiter.acquire(ORIGIN, signal)
    await one.rateLimiter.acquire(ORIGIN, signal)
    assert.deepEqual([two.rateLimiter.available(ORIGIN), one.leases.claim('poll', ORIGIN, 1)], [0, []])
    clock.advance(1000)
    assert.equal(one.leases.claim('poll', ORIGIN, 1).length, 1)
  })
})

describe('RateLimiter.acquire', () => {
  it('waits until the limit allows one call, one call at a time', async () => {
    using context = openWindows(0)
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
      clock.advance(1000)
    }
    await Promise.all(waiting)
    assert.deepEqual(seen, [0, 1, 2])
  })

  it('waits until a pause has ended', async () => {
    using context = openWindows(0)
    const { clock, one } = context
    one.rateLimiter.pause(ORIGIN, MINUTE)
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
    using context = openWindows(0)
    const { rateLimiter } = context.one
    const isAborted = (error: unknown) =>
      error instanceof AppError && error.reason === 'cancelled' && error.detail.code === 'aborted'
    await assert.rejects(rateLimiter.acquire(ORIGIN, AbortSignal.abort()), isAborted)
    assert.equal(rateLimiter.available(ORIGIN), BURST)
    const controller = new AbortController()
    rateLimiter.pause(ORIGIN, MINUTE)
    const waiting = rateLimiter.acquire(ORIGIN, controller.signal)
    controller.abort()
    await assert.rejects(waiting, isAborted)
    rateLimiter.resume(ORIGIN)
    assert.equal(rateLimiter.available(ORIGIN), BURST)
  })
})
