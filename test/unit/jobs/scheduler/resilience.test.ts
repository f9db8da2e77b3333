import assert from 'node:assert/strict'
import { BURST, INITIAL_CALLS_PER_MINUTE } from '../../../../src/jobs/scheduler/rateLimiter.ts'
import { buildNewJob, MODEL } from '../../../fixtures/jobs/buildJob.ts'
import { apiError, type Call } from '../../../fixtures/jobs/fakeService.ts'
import { onlyJob } from '../../../fixtures/jobs/jobAssertions.ts'
import { createTestContext, MINUTE, REQUEST } from '../../../fixtures/jobs/testContext.ts'

function busiestMinute(calls: readonly Call[]): number {
  const callsInMinute = (from: number) => calls.filter(({ at }) => at >= from && at < from + MINUTE).length
  return Math.max(...calls.map(({ at }) => callsInMinute(at)))
}

describe('the scheduler', () => {
  it('continues within the rate limit after an hour offline', async function () {
    this.timeout(60_000)
    using context = createTestContext()
    const window = context.openWindow()
    context.service.durationMs = 30_000
    const now = context.clock.now()
    for (let n = 0; n < 40; n++) {
      const generation = context.service.addGeneration(`client ${n}`)
      await window.store.create(
        buildNewJob({ patch: { generationId: generation.id, submittedAt: now, nextAt: now + n * 100 } }),
      )
    }
    context.service.isOffline = true
    await context.advance(60 * MINUTE, 10_000)
    context.service.isOffline = false
    context.service.calls.length = 0
    await context.advance(12 * MINUTE, 1000)
    const busiest = busiestMinute(context.service.calls)
    assert.ok(busiest <= INITIAL_CALLS_PER_MINUTE + BURST, `${busiest} calls in a minute`)
    assert.ok(window.store.list().every((job) => job.file.state === 'saved'))
    assert.equal(context.notifications.length, 40)
  })

  it('sends 90 requests and reads the account four times within the rate limit, and says how long each waits', async function () {
    this.timeout(60_000)
    using context = createTestContext()
    const [first, second] = [context.openWindow(), context.openWindow()]
    const { service } = context
    service.durationMs = 24 * 60 * MINUTE
    for (let n = 0; n < 1950; n++) service.addGeneration(`elsewhere ${n}`)
    const waits = Array.from({ length: 90 }, (): number[] => [])
    const submitted = waits.map((reported, n) =>
      (n % 2 === 0 ? first : second).scheduler.submit(REQUEST, { onWait: (waitMs) => reported.push(waitMs) }),
    )
    const { signal } = new AbortController()
    const read = Array.from({ length: 4 }, () => first.scheduler.account.generations([MODEL], 7, signal))
    await context.runPending()
    // A request that waits is not stored: nothing is lost if its window closes.
    assert.deepEqual([service.calls.length, first.store.list().length], [BURST, service.callCount('post')])
    await context.advance(MINUTE - 1000)
    const inFirstMinute = service.calls.length
    await context.advance(4 * MINUTE, 2000)
    await Promise.all([...submitted, ...read])
    const busiest = busiestMinute(service.calls)
    assert.ok(inFirstMinute <= INITIAL_CALLS_PER_MINUTE, `${inFirstMinute} calls in the first minute`)
    assert.ok(busiest <= INITIAL_CALLS_PER_MINUTE + BURST, `${busiest} calls in a minute`)
    assert.deepEqual([service.callCount('post'), service.callCount('logs')], [90, 80])
    const waiting = waits.filter((reported) => reported.length > 0)
    assert.ok(waiting.length >= 90 - BURST)
    assert.ok(waiting.every((reported) => (reported[0] ?? 0) > 0 && reported.at(-1) === 0))
  })

  it('requests new URLs within the rate limit if no video URL works', async function () {
    this.timeout(60_000)
    using context = createTestContext()
    const window = context.openWindow()
    for (let n = 1; n <= 40; n++) {
      const generation = context.service.addGeneration(`client ${n}`)
      context.files.set(generation.videoUrl ?? '', 404)
      const patch = { generationId: generation.id, resultUrl: generation.videoUrl ?? null, nextAt: context.clock.now() }
      await window.store.create(buildNewJob({ state: 'completed', patch }))
    }
    await context.advance(5 * MINUTE, 2000)
    const busiest = busiestMinute(context.service.calls)
    assert.ok(busiest <= INITIAL_CALLS_PER_MINUTE + BURST, `${busiest} calls in a minute`)
    assert.ok(window.store.list().every((job) => job.file.state === 'downloading' && job.nextAt !== undefined))
    context.files.clear()
    await context.advance(10 * MINUTE, 2000)
    assert.ok(window.store.list().every((job) => job.file.state === 'saved'))
  })

  for (const days of [-1, 1, -400, 400]) {
    it(`continues every job if the clock changes by ${days} days`, async () => {
      using context = createTestContext()
      const window = context.openWindow()
      await window.scheduler.submit(REQUEST)
      await context.advance(2000)
      context.clock.changeTime(days * 24 * 60 * MINUTE)
      await context.advance(3 * MINUTE)
      assert.deepEqual([onlyJob(window).file.state, context.notifications.length], ['saved', 1])
    })
  }

  it('pauses if the key is not accepted, and continues with another key', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    await window.scheduler.submit(REQUEST)
    context.service.faults.get.push(...Array(50).fill({ kind: 'error', error: apiError('unauthorized') }))
    await context.advance(10 * MINUTE, 2000)
    const polls = context.service.callCount('get')
    assert.ok(polls < 12, `${polls} polls`)
    context.service.faults.get.length = 0
    await window.scheduler.connectionChanged()
    await context.advance(5000)
    assert.equal(onlyJob(window).file.state, 'saved')
  })

  it('sends no request without a key, and continues when there is one', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    await window.scheduler.submit(REQUEST)
    context.hasKey = false
    const calls = context.service.calls.length
    await context.advance(20 * MINUTE, 5000)
    assert.deepEqual([context.service.calls.length, onlyJob(window).state], [calls, 'queued'])
    context.hasKey = true
    await context.advance(5000)
    assert.equal(onlyJob(window).file.state, 'saved')
  })

  it('does not repeat a poll every second if storing its result fails', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    await window.scheduler.submit(REQUEST)
    const transition = window.store.transition.bind(window.store)
    window.store.transition = () => {
      throw new TypeError('Oops')
    }
    await context.advance(2 * MINUTE)
    assert.ok(context.service.callCount('get') <= 5, `${context.service.callCount('get')} polls in two minutes`)
    window.store.transition = transition
    await context.advance(MINUTE)
    assert.equal(onlyJob(window).file.state, 'saved')
  })
})
