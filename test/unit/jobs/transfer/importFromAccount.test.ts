import assert from 'node:assert/strict'
import { accountGenerations } from '../../../../src/jobs/transfer/importFromAccount.ts'
import { buildNewJob, MODEL, ORIGIN } from '../../../fixtures/jobs/buildJob.ts'
import { apiError } from '../../../fixtures/jobs/fakeService.ts'
import { isAppError } from '../../../fixtures/jobs/jobAssertions.ts'
import { createGate, createTestContext, REQUEST, type TestContext } from '../../../fixtures/jobs/testContext.ts'

const signal = new AbortController().signal

function logRows({ service }: TestContext) {
  return service.generations.map((generation) => service.logRowOf(generation))
}

describe('accountGenerations', () => {
  it('returns generations newest first, and marks those that have a job, also a removed one', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const known = await window.store.create(
      buildNewJob({ patch: { generationId: context.service.addGeneration('a').id } }),
    )
    context.service.addGeneration('b')
    const removed = await window.store.create(
      buildNewJob({ patch: { generationId: context.service.addGeneration('c').id } }),
    )
    await window.store.setRemoved(removed.id, context.clock.now())
    const list = await window.scheduler.account.generations([MODEL], 7, signal)
    assert.deepEqual(
      list.map(({ row, known }) => [row.clientRequestId, known]),
      [
        ['c', true],
        ['b', false],
        ['a', true],
      ],
    )
    assert.equal(known.state, 'queued')
  })

  it('reads all pages and returns each generation once, although new rows shift the pages', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    for (let n = 0; n < 250; n++) context.service.addGeneration(`client ${n}`)
    context.service.gate = async (call) => {
      if (call.kind === 'logs' && call.subject === '100') context.service.addGeneration('new')
    }
    const list = await window.scheduler.account.generations([MODEL], 7, signal)
    assert.deepEqual([list.length, new Set(list.map(({ row }) => row.inferenceId)).size], [250, 250])
  })

  it('stops if the service always reports another page', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const row = context.service.logRowOf(context.service.addGeneration('a'))
    let calls = 0
    context.service.listLogs = async () => {
      calls++
      return { rows: [row], hasMore: true }
    }
    const list = await accountGenerations(window.store, context.service, {
      ...{ models: [MODEL], days: 7, signal },
      acquire: async () => {},
    })
    assert.deepEqual([list.length, calls], [1, 20])
  })

  it('rejects without a key, and with a key that has no access to the logs', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    context.service.faults.logs.push({ kind: 'error', error: apiError('forbidden') })
    const read = () => window.scheduler.account.generations([MODEL], 7, signal)
    await assert.rejects(read, isAppError('api'))
    context.hasKey = false
    await assert.rejects(read, isAppError('noKey'))
  })
})

describe('importFromAccount', () => {
  it('adds jobs that are polled, downloaded and notified, and adds none the second time', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    context.service.addGeneration('from the playground')
    Object.assign(context.service.addGeneration('another'), { endsAs: 'error' })
    assert.deepEqual(
      [
        await window.scheduler.importFromAccount(logRows(context)),
        await window.scheduler.importFromAccount(logRows(context)),
      ],
      [2, 0],
    )
    await context.advance(60_000)
    const jobs = window.store
      .list()
      .map((job) => [job.state, job.file.state, job.apiOrigin, window.store.request(job.id)])
    assert.deepEqual(jobs.sort(), [
      ['completed', 'saved', ORIGIN, undefined],
      ['failed', 'none', ORIGIN, undefined],
    ])
    assert.deepEqual([context.service.callCount('post'), context.notifications.length], [0, 2])
    await assert.rejects(
      window.scheduler.retry(window.store.list()[0]?.id ?? ''),
      isAppError('conflict', /isn't available/),
    )
  })

  it('adds 2,000 jobs in slices without blocking, and reports its progress', async function () {
    this.timeout(30_000)
    using context = createTestContext()
    const window = context.openWindow()
    for (let n = 0; n < 2000; n++) context.service.addGeneration(`client ${n}`)
    const rows = logRows(context)
    const done: number[] = []
    const delays: number[] = []
    let last = performance.now()
    const timer = setInterval(() => {
      delays.push(performance.now() - last)
      last = performance.now()
    }, 1)
    const from = performance.now()
    const added = await window.scheduler.importFromAccount(rows, { onProgress: (count) => done.push(count) })
    const ms = performance.now() - from
    clearInterval(timer)
    assert.deepEqual([added, done.length, done.at(-1), window.store.list().length], [2000, 20, 2000, 2000])
    const longestRatio = Math.max(...delays) / ms
    assert.ok(
      delays.length >= 15 && longestRatio < 0.5,
      `${delays.length} turns, the longest ${longestRatio} of the time`,
    )
  })

  it('stops when it is canceled, and keeps what it has added', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    for (let n = 0; n < 250; n++) context.service.addGeneration(`client ${n}`)
    const rows = logRows(context)
    const controller = new AbortController()
    const added = await window.scheduler.importFromAccount(rows, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    })
    const rest = await window.scheduler.importFromAccount(rows)
    assert.deepEqual([added, rest, window.store.list().length], [100, 150, 250])
  })

  it('adds each generation once if two windows import at the same time', async () => {
    using context = createTestContext()
    const [one, two] = [context.openWindow(), context.openWindow()]
    for (let n = 0; n < 150; n++) context.service.addGeneration(`client ${n}`)
    const rows = logRows(context)
    const [first, second] = await Promise.all([
      one.scheduler.importFromAccount(rows),
      two.scheduler.importFromAccount(rows),
    ])
    assert.deepEqual([first + second, one.store.list().length], [150, 150])
  })

  it('restores a removed job', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const job = await window.store.create(
      buildNewJob({ patch: { generationId: context.service.addGeneration('a').id } }),
    )
    await window.scheduler.remove(job.id)
    assert.deepEqual([await window.scheduler.importFromAccount(logRows(context)), window.store.list().length], [0, 1])
  })

  it('confirms an unconfirmed job, which is then completed and notified', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    context.service.logLagMs = 24 * 60 * 60_000
    context.service.faults.post.push({ kind: 'error', error: apiError('connectionLost'), isAccepted: true })
    const { id } = await window.scheduler.submit(REQUEST)
    await context.advance(15 * 60_000, 10_000)
    assert.equal(context.notifications.length, 1, 'the job needs a decision')
    assert.equal(await window.scheduler.importFromAccount(logRows(context)), 1)
    await context.advance(60_000)
    assert.deepEqual([window.store.list().length, window.store.get(id)?.file.state], [1, 'saved'])
    assert.deepEqual(
      context.notifications.map((job) => job.state),
      ['unconfirmed', 'completed'],
    )
  })

  it('restores a removed job whose generation was not found before', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    context.service.logLagMs = 24 * 60 * 60_000
    context.service.faults.post.push({ kind: 'error', error: apiError('connectionLost'), isAccepted: true })
    const { id } = await window.scheduler.submit(REQUEST)
    await window.scheduler.remove(id)
    await context.advance(60_000)
    assert.equal(await window.scheduler.importFromAccount(logRows(context)), 1)
    await context.advance(60_000)
    assert.deepEqual(
      window.store.list().map((job) => [job.id, job.file.state]),
      [[id, 'saved']],
    )
  })

  it('adds no second job while the response to the POST is pending', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const gate = createGate()
    context.service.gate = (call) => (call.kind === 'post' ? gate.promise : undefined)
    const submitted = window.scheduler.submit(REQUEST)
    await context.runPending()
    await window.scheduler.importFromAccount(logRows(context))
    gate.open()
    await submitted
    await context.advance(60_000)
    assert.deepEqual(
      [window.store.list().map((job) => job.file.state), context.service.callCount('post')],
      [['saved'], 1],
    )
  })

  it('accepts rows with invalid times', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const row = context.service.logRowOf(context.service.addGeneration('a'))
    const times = [1e18, 1e300, -1, 0.5]
    await window.scheduler.importFromAccount(
      times.map((createdAt, n) => ({ ...row, createdAt, inferenceId: `id ${n}` })),
    )
    assert.equal(window.store.list().length, times.length)
  })
})
