import assert from 'node:assert/strict'
import { type Batch, CONFIRMATION_MS } from '../../../../src/core/job/batch.ts'
import type { GenerationRequest, JobState } from '../../../../src/core/job/job.ts'
import { createBatch } from '../../../../src/jobs/store/batchWrites.ts'
import { MAX_SENDING } from '../../../../src/jobs/store/plannedRequests.ts'
import { apiError } from '../../../fixtures/jobs/fakeService.ts'
import {
  createGate,
  createTestContext,
  MINUTE,
  REQUEST,
  type TestContext,
  type TestWindow,
} from '../../../fixtures/jobs/testContext.ts'

const SANDBOX = 'http://127.0.0.1:49152'

function requests(count: number): GenerationRequest[] {
  return Array.from({ length: count }, (_, seed) => ({ ...REQUEST, values: { ...REQUEST.values, seed } }))
}

function submit({ scheduler }: TestWindow, count: number): Promise<Batch> {
  return scheduler.submitBatch({ name: 'Dance', requests: requests(count), axes: [] })
}

/** Planned and stopped requests, and the number of jobs by state. */
function progress({ store }: TestWindow, id: string): unknown {
  const states: Partial<Record<JobState, number>> = {}
  for (const { state } of store.batchJobs(id)) states[state] = (states[state] ?? 0) + 1
  const batch = store.batch(id)
  return [batch?.planned, batch?.stopped, states]
}

/** The seeds that the service received. Two windows send at the same time. */
function sentSeeds({ service }: TestContext): number[] {
  return service.generations.map(({ request }) => Number(request.values['seed'])).sort((a, b) => a - b)
}

const notified = ({ batchNotifications }: TestContext) =>
  batchNotifications.map(({ kind, batch }) => [kind, batch.planned, batch.stopped])

describe('a batch', () => {
  it('sends every request once, and shows one notification', async () => {
    using context = createTestContext()
    const windows = [context.openWindow(), context.openWindow(), context.openWindow()] as const
    const { id } = await submit(windows[0], 12)
    await context.advance(3 * MINUTE)
    assert.deepEqual(sentSeeds(context), [...Array(12).keys()])
    assert.deepEqual(progress(windows[1], id), [0, 0, { completed: 12 }])
    assert.deepEqual([notified(context), context.notifications], [[['finished', 0, 0]], []])
  })

  it('is stored completely before the first request is sent', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const onDisk: unknown[] = []
    context.service.gate = (call) => {
      const [row] = window.store.database.all('SELECT COUNT(*) AS n FROM planned_requests')
      if (call.kind === 'post') onDisk.push(Number(row?.['n']) + window.store.count())
      return undefined
    }
    await submit(window, 8)
    await context.advance(MINUTE)
    assert.deepEqual(onDisk, Array(8).fill(8))
  })

  it('stores nothing if one of its requests is not valid', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const invalid = { ...REQUEST, values: { ...REQUEST.values, seed: 1.5 } }
    const submitted = window.scheduler.submitBatch({ name: '', requests: [...requests(2), invalid], axes: [] })
    await assert.rejects(submitted, { reason: 'invalid' })
    await context.advance(MINUTE)
    assert.deepEqual([window.store.plannedBatches(), context.service.calls], [[], []])
  })

  it('is not stored without a key, or for another service than the one that the user saw', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const batch = { name: '', requests: requests(2), axes: [] }
    await assert.rejects(window.scheduler.submitBatch(batch, { origin: SANDBOX }), { reason: 'conflict' })
    context.hasKey = false
    await assert.rejects(window.scheduler.submitBatch(batch), { reason: 'noKey' })
    assert.deepEqual(window.store.plannedBatches(), [])
  })

  it('sends a few requests at a time, of all windows together', async () => {
    using context = createTestContext()
    const windows = [context.openWindow(), context.openWindow()] as const
    const gate = createGate()
    context.service.gate = ({ kind }) => (kind === 'post' ? gate.promise : undefined)
    await submit(windows[0], 6)
    await context.advance(10_000)
    assert.equal(context.service.callCount('post'), MAX_SENDING)
    gate.open()
    await context.advance(MINUTE)
    assert.equal(context.service.callCount('post'), 6)
  })

  it('continues after every window was killed, and sends only what was never sent', async () => {
    using context = createTestContext()
    const killed = context.openWindow()
    // The responses to these requests never come, although the service accepts them.
    context.service.gate = ({ kind }) =>
      kind === 'post' && context.service.callCount('post') > 3 ? new Promise(() => {}) : undefined
    const { id } = await submit(killed, 8)
    await context.advance(10_000)
    killed.kill()
    context.service.gate = undefined
    const window = context.openWindow()
    await context.advance(10 * MINUTE, 5000)
    assert.deepEqual(sentSeeds(context), [...Array(8).keys()])
    assert.deepEqual(progress(window, id), [0, 0, { completed: 8 }])
    assert.deepEqual(notified(context), [['finished', 0, 0]])
  })

  it('is confirmed again if a window opens long after the user agreed to the price', async () => {
    using context = createTestContext()
    const killed = context.openWindow()
    const gate = createGate()
    context.service.gate = ({ kind }) => (kind === 'post' ? gate.promise : undefined)
    const { id } = await submit(killed, 6)
    await context.advance(3000)
    killed.kill()
    gate.open()
    context.clock.advance(CONFIRMATION_MS)
    const [window] = [context.openWindow(), context.openWindow(), context.openWindow(SANDBOX)]
    await context.advance(10 * MINUTE, 10_000)
    assert.deepEqual(notified(context), [['confirm', 4, 0]])
    assert.deepEqual(
      [sentSeeds(context), progress(window, id)],
      [
        [0, 1],
        [4, 0, { completed: 2 }],
      ],
    )
    await window.scheduler.continueBatch(id)
    await context.advance(5 * MINUTE, 5000)
    assert.deepEqual(sentSeeds(context), [...Array(6).keys()])
    await assert.rejects(window.scheduler.continueBatch(id), { reason: 'conflict' })
  })

  it('is confirmed again if the clock was set back', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const gate = createGate()
    context.service.gate = ({ kind }) => (kind === 'post' ? gate.promise : undefined)
    await submit(window, 3)
    await context.advance(3000)
    context.clock.changeTime(-2 * CONFIRMATION_MS)
    gate.open()
    await context.advance(MINUTE)
    assert.deepEqual([sentSeeds(context), notified(context)], [[0, 1], [['confirm', 1, 0]]])
  })

  it('stops the rest', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const gate = createGate()
    context.service.gate = ({ kind }) => (kind === 'post' ? gate.promise : undefined)
    const { id } = await submit(window, 6)
    await context.advance(3000)
    await window.scheduler.stopBatch(id)
    gate.open()
    await context.advance(2 * MINUTE)
    assert.deepEqual(
      [sentSeeds(context), progress(window, id)],
      [
        [0, 1],
        [0, 4, { completed: 2 }],
      ],
    )
    assert.deepEqual(notified(context), [['finished', 0, 4]])
  })

  it('leaves nothing behind if it is stopped before anything was sent', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const { id } = await submit(window, 3)
    await window.scheduler.stopBatch(id)
    await context.advance(MINUTE)
    assert.deepEqual([window.store.plannedBatches(), notified(context)], [[], []])
  })

  const pausing = [
    'unauthorized',
    'outOfCredits',
    'forbidden',
    'serviceError',
    'connectionLost',
    'unreachable',
  ] as const
  for (const code of pausing) {
    it(`pauses, and asks once, after ${code}`, async () => {
      using context = createTestContext()
      const window = context.openWindow()
      context.service.faults.post.push(...Array(20).fill({ kind: 'error', error: apiError(code) }))
      const { id } = await submit(window, 6)
      await context.advance(5 * MINUTE, 5000)
      const posts = context.service.callCount('post')
      assert.ok(posts <= MAX_SENDING, `${posts} requests were sent`)
      assert.deepEqual([notified(context), window.store.batch(id)?.planned], [[['confirm', 6 - posts, 0]], 6 - posts])
      assert.equal(window.store.batch(id)?.pausedBy, window.store.batchJobs(id)[0]?.id)
    })
  }

  it('sends the other requests after one that the service does not accept', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    context.service.faults.post.push({ kind: 'error', error: apiError('badRequest') })
    const { id } = await submit(window, 4)
    await context.advance(2 * MINUTE)
    assert.deepEqual(progress(window, id), [0, 0, { failed: 1, completed: 3 }])
    assert.deepEqual([notified(context), context.notifications], [[['finished', 0, 0]], []])
  })

  it('runs no more generations at the same time than the service allows', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    context.service.durationMs = 30_000
    const { service } = context
    const post = service.createGeneration.bind(service)
    service.createGeneration = (...args) => {
      const running = service.generations.filter(
        ({ createdAt }) => context.clock.now() - createdAt < service.durationMs,
      )
      if (running.length >= 3) service.faults.post.push({ kind: 'error', error: apiError('rateLimited') })
      return post(...args)
    }
    const { id } = await submit(window, 12)
    await context.advance(20 * MINUTE, 2000)
    const jobs = window.store.batchJobs(id)
    const failed = jobs.filter(({ state }) => state === 'failed').length
    assert.ok(failed <= MAX_SENDING, `${failed} requests were rejected`)
    assert.equal(jobs.filter(({ state }) => state === 'completed').length, 12 - failed)
  })

  it('stops if its sandbox has stopped', async () => {
    using context = createTestContext()
    const sandbox = context.openWindow(SANDBOX)
    context.service.gate = ({ kind }) => (kind === 'post' ? new Promise(() => {}) : undefined)
    const { id } = await submit(sandbox, 5)
    await context.advance(3000)
    sandbox.kill()
    context.service.gate = undefined
    context.stoppedOrigins.add(SANDBOX)
    const window = context.openWindow()
    await context.advance(10 * MINUTE, 10_000)
    assert.deepEqual(window.store.batch(id)?.planned, 0)
    assert.equal(context.service.callCount('post'), 2)
  })

  it('is not sent to a service that bills, if it was confirmed as free', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    await createBatch(window.store, {
      ...{
        id: 'b',
        name: '',
        apiOrigin: 'https://api.example',
        isFree: true,
        axes: [],
        sourceUri: undefined,
        createdAt: context.clock.now(),
      },
      requests: requests(2),
    })
    await context.advance(MINUTE)
    assert.equal(context.service.callCount('post'), 0)
  })

  it('keeps the place of a request that is retried, and notifies about the retry', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    context.service.faults.post.push({ kind: 'error', error: apiError('badRequest') })
    const { id } = await submit(window, 2)
    await context.advance(MINUTE)
    const retry = await window.scheduler.retry(window.store.batchJobs(id)[0]?.id ?? '')
    await context.advance(MINUTE)
    assert.deepEqual(
      window.store.batchJobs(id).map((job) => [job.batch?.position, job.state]),
      [
        [0, 'completed'],
        [1, 'completed'],
      ],
    )
    assert.deepEqual(
      context.notifications.map((job) => job.id),
      [retry.id],
    )
  })

  it('is deleted with its last job', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const { id } = await submit(window, 2)
    await context.advance(2 * MINUTE)
    for (const job of window.store.batchJobs(id)) await window.scheduler.remove(job.id)
    assert.notEqual(window.store.batch(id), undefined, 'the removal can be undone')
    await context.advance(MINUTE)
    assert.equal(window.store.batch(id), undefined)
  })

  it('of variations is paused after a rejected request, because the others are the same', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    context.service.faults.post.push(...Array(2).fill({ kind: 'error', error: apiError('badRequest') }))
    const axes = [{ name: 'seed', values: [0, 1, 2, 3, 4, 5] }]
    const { id } = await window.scheduler.submitBatch({ name: 'x', requests: requests(6), axes })
    await context.advance(MINUTE)
    assert.deepEqual(progress(window, id), [4, 0, { failed: 2 }])
    assert.deepEqual(notified(context), [['confirm', 4, 0]])
  })

  it('counts what is still to be sent, with the confirmed price, until it is paused or stopped', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const { store, scheduler } = window
    const since = context.clock.now()
    const cents = (usd: number) => Math.round(usd * 100)
    const counted = () => [store.spentSince(since), store.plannedUsd(context.clock.now())].map(cents)
    const estimate = { minUsd: 0.1, maxUsd: 0.25 }
    const batch = { name: 'x', requests: requests(6), axes: [] }
    const gate = createGate()
    context.service.gate = ({ kind }) => (kind === 'post' ? gate.promise : undefined)
    const { id } = await scheduler.submitBatch(batch, { estimate })
    const stored = counted()
    await context.advance(1000)
    const sending = counted()
    const expired = cents(store.plannedUsd(since + CONFIRMATION_MS))
    await scheduler.stopBatch(id)
    const stopped = counted()
    gate.open()
    await context.advance(2 * MINUTE)
    assert.deepEqual(
      { stored, sending, expired, stopped, estimates: store.batchJobs(id).map((job) => job.estimate) },
      { stored: [0, 150], sending: [50, 100], expired: 0, stopped: [50, 0], estimates: [estimate, estimate] },
    )
  })

  it('keeps the values that its requests share, and those of each', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const own = { num_frames: 81, image_list: ['https://a.example/1.png'] }
    const list = [
      { ...REQUEST, values: { ...REQUEST.values, ...own } },
      { ...REQUEST, values: { ...REQUEST.values, ...own, seed: 0, enable_safety_checker: false } },
      { ...REQUEST, values: { ...REQUEST.values, negative_prompt: '' } },
    ]
    const sourceUri = 'file:///a.wanvace.json'
    await window.scheduler.submitBatch({ name: 'x', requests: list, axes: [], sourceUri })
    await context.advance(MINUTE)
    assert.deepEqual(
      context.service.generations.map(({ request }) => request),
      list,
    )
    assert.ok(window.store.list().every((job) => job.sourceUri === sourceUri))
  })
})
