import assert from 'node:assert/strict'
import { AppError } from '../../../../src/core/errors.ts'
import { accountGenerations } from '../../../../src/jobs/transfer/importFromAccount.ts'
import { buildNewJob, MODEL, ORIGIN } from '../../../fixtures/jobs/buildJob.ts'
import { failure } from '../../../fixtures/jobs/fakeService.ts'
import { rejects } from '../../../fixtures/jobs/jobAssertions.ts'
import { gate, makeWorld, REQUEST, type TestContext } from '../../../fixtures/jobs/testContext.ts'

const signal = new AbortController().signal

function rows(w: TestContext) {
  return w.service.sold.map((sold) => w.service.rowOf(sold))
}

describe('what the account did', () => {
  it('is listed newest first, with what is known here, removed ones too', async () => {
    using w = makeWorld()
    const window = w.window()
    const known = window.store.create(buildNewJob({ patch: { generationId: w.service.sell('a').id } }))
    w.service.sell('b')
    const hidden = window.store.create(buildNewJob({ patch: { generationId: w.service.sell('c').id } }))
    window.store.setRemoved(hidden.id, w.clock.now())
    const list = await window.engine.accountGenerations([MODEL], 7, signal)
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

  it('is read page by page, each generation once, though rows shift meanwhile', async () => {
    using w = makeWorld()
    const window = w.window()
    for (let n = 0; n < 250; n++) w.service.sell(`client ${n}`)
    w.service.gate = async (call) => {
      if (call.kind === 'logs' && call.about === '100') w.service.sell('new')
    }
    const list = await window.engine.accountGenerations([MODEL], 7, signal)
    assert.deepEqual([list.length, new Set(list.map(({ row }) => row.inferenceId)).size], [250, 250])
  })

  it('comes to an end, though the service says that there is always more', async () => {
    using w = makeWorld()
    const window = w.window()
    const row = w.service.rowOf(w.service.sell('a'))
    let calls = 0
    w.service.listLogs = async () => {
      calls++
      return { rows: [row], hasMore: true }
    }
    const list = await accountGenerations(window.store, w.service, [MODEL], 7, signal)
    assert.deepEqual([list.length, calls], [1, 20])
  })

  it('needs a key, and a key that may read it', async () => {
    using w = makeWorld()
    const window = w.window()
    w.service.faults.logs.push({ kind: 'fail', failure: failure('forbidden') })
    const asked = () => window.engine.accountGenerations([MODEL], 7, signal)
    await assert.rejects(asked, (error) => error instanceof AppError && error.reason === 'api')
    w.connected = false
    await assert.rejects(asked, (error) => error instanceof AppError && error.reason === 'noKey')
  })
})

describe('taking in', () => {
  it('makes jobs that are polled, fetched and told of; twice changes nothing', async () => {
    using w = makeWorld()
    const window = w.window()
    w.service.sell('from the playground')
    Object.assign(w.service.sell('another'), { ends: 'error' })
    assert.deepEqual([window.engine.importFromAccount(rows(w)), window.engine.importFromAccount(rows(w))], [2, 0])
    await w.pass(60_000)
    const jobs = window.store
      .list()
      .map((job) => [job.state, job.file.state, job.apiOrigin, window.store.request(job.id)])
    assert.deepEqual(jobs.sort(), [
      ['completed', 'saved', ORIGIN, undefined],
      ['failed', 'none', ORIGIN, undefined],
    ])
    assert.deepEqual([w.service.count('post'), w.notices.length], [0, 2])
    await assert.rejects(window.engine.retry(window.store.list()[0]?.id ?? ''), rejects('conflict', /isn't available/))
  })

  it('shows a removed one again', async () => {
    using w = makeWorld()
    const window = w.window()
    const job = window.store.create(buildNewJob({ patch: { generationId: w.service.sell('a').id } }))
    window.engine.remove(job.id)
    assert.deepEqual([window.engine.importFromAccount(rows(w)), window.store.list().length], [0, 1])
  })

  it('gives an unconfirmed job its generation, and it is told of when it is completed', async () => {
    using w = makeWorld()
    const window = w.window()
    w.service.logLagMs = 24 * 60 * 60_000
    w.service.faults.post.push({ kind: 'fail', failure: failure('connectionLost'), sold: true })
    const { id } = await window.engine.submit(REQUEST)
    await w.pass(15 * 60_000, 10_000)
    assert.equal(w.notices.length, 1, 'that it was not found')
    assert.equal(window.engine.importFromAccount(rows(w)), 1)
    await w.pass(60_000)
    assert.deepEqual([window.store.list().length, window.store.get(id)?.file.state], [1, 'saved'])
    assert.deepEqual(
      w.notices.map((job) => job.state),
      ['unconfirmed', 'completed'],
    )
  })

  it('makes no second job of one whose answer is on its way', async () => {
    using w = makeWorld()
    const window = w.window()
    const held = gate()
    w.service.gate = (call) => (call.kind === 'post' ? held.promise : undefined)
    const submitted = window.engine.submit(REQUEST)
    await w.settle()
    window.engine.importFromAccount(rows(w))
    held.open()
    await submitted
    await w.pass(60_000)
    assert.deepEqual([window.store.list().map((job) => job.file.state), w.service.count('post')], [['saved'], 1])
  })

  it('survives rows with absurd times', async () => {
    using w = makeWorld()
    const window = w.window()
    const row = w.service.rowOf(w.service.sell('a'))
    const times = [1e18, 1e300, -1, 0.5]
    window.engine.importFromAccount(times.map((createdAt, n) => ({ ...row, createdAt, inferenceId: `id ${n}` })))
    assert.equal(window.store.list().length, times.length)
  })
})
