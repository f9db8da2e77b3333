import assert from 'node:assert/strict'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Job } from '../../../../src/core/job/job.ts'
import { buildNewJob } from '../../../fixtures/jobs/buildJob.ts'
import { MINUTE, only, rejects, said, videos } from '../../../fixtures/jobs/jobAssertions.ts'
import { gate, makeWorld, REQUEST } from '../../../fixtures/jobs/testContext.ts'

describe('what the person does', () => {
  it('stands: a Stop during a look that would have failed it', async () => {
    using w = makeWorld()
    const window = w.window()
    const { id } = await window.engine.submit(REQUEST)
    const held = gate()
    w.service.gate = (call) => (call.kind === 'get' ? held.promise : undefined)
    w.service.faults.get.push({ kind: 'answer', patch: { status: 'error' } })
    await w.pass(12_000)
    window.engine.stop(id)
    held.open()
    await w.pass(5000)
    assert.deepEqual([only(window).state, said(w)], ['stopped', []])
  })

  it('stands: a Stop during a look', async () => {
    using w = makeWorld()
    const window = w.window()
    const { id } = await window.engine.submit(REQUEST)
    const held = gate()
    w.service.gate = (call) => (call.kind === 'get' ? held.promise : undefined)
    await w.pass(12_000)
    assert.equal(w.service.count('get'), 1)
    window.engine.stop(id)
    held.open()
    await w.pass(5 * MINUTE, 5000)
    assert.deepEqual([only(window).state, w.service.count('get'), said(w)], ['stopped', 1, []])
    window.engine.checkAgain(id)
    await w.pass(5000)
    assert.deepEqual([only(window).file.state, said(w)], ['saved', [['completed', 'saved']]])
  })

  it('is refused where it makes no sense', async () => {
    using w = makeWorld()
    const window = w.window()
    const states = ['submitting', 'unconfirmed', 'queued', 'generating', 'completed', 'failed', 'stopped'] as const
    const jobs = states.map((state) =>
      window.store.create(buildNewJob({ state, apiOrigin: 'https://elsewhere.example' })),
    )
    const allowed = (body: (id: string) => void) =>
      jobs.filter(({ id }) => {
        try {
          body(id)
          return true
        } catch (error) {
          assert.ok(rejects('conflict')(error), String(error))
          return false
        }
      })
    const names = (some: readonly Job[]) => some.map((job) => job.state)
    assert.deepEqual(names(allowed((id) => window.engine.downloadAgain(id))), ['completed'])
    assert.deepEqual(names(allowed((id) => window.engine.checkAgain(id))), ['unconfirmed'])
    assert.deepEqual(names(allowed((id) => window.engine.stop(id))), ['queued', 'generating', 'stopped'])
    assert.throws(() => window.engine.stop('nobody'), rejects('conflict'))
    await assert.rejects(window.engine.retry('nobody'), rejects('conflict'))
    assert.equal(w.service.calls.length, 0)
  })

  it('a removed job is gone from everything, comes back whole within the time, and is deleted after it', async () => {
    using w = makeWorld()
    const window = w.window()
    const { id } = await window.engine.submit(REQUEST)
    await w.pass(MINUTE)
    window.engine.remove(id)
    await w.pass(10_000)
    window.engine.undoRemove(id)
    await w.pass(MINUTE)
    assert.deepEqual([only(window).file.state, videos(w)], ['saved', [`${id}.mp4`]])
    window.engine.remove(id)
    await w.pass(17_000)
    assert.deepEqual([window.store.has(id), videos(w), w.notices.length], [false, [], 1])
    window.engine.undoRemove(id)
    assert.deepEqual(window.store.list(), [])
  })

  it('a job removed during its look, or its download, is told of no more', async () => {
    for (const kind of ['get', 'file'] as const) {
      using w = makeWorld()
      const window = w.window()
      const { id } = await window.engine.submit(REQUEST)
      const held = gate()
      if (kind === 'get') w.service.gate = (call) => (call.kind === 'get' ? held.promise : undefined)
      else
        window.store.onDidChange(() => window.store.get(id)?.file.state === 'downloading' && window.engine.remove(id))
      await w.pass(15_000)
      if (kind === 'get') window.engine.remove(id)
      held.open()
      await w.pass(MINUTE)
      assert.deepEqual([window.store.has(id), w.notices, videos(w)], [false, [], []])
    }
  })

  it('a job deleted for good during its download leaves nothing behind', async () => {
    using w = makeWorld()
    const window = w.window()
    const held = gate()
    w.fetchGate = held.promise
    const { id } = await window.engine.submit(REQUEST)
    await w.pass(15_000)
    assert.equal(only(window).file.state, 'downloading')
    window.engine.remove(id)
    await w.pass(20_000)
    assert.equal(window.store.has(id), false)
    held.open()
    await w.pass(2000)
    assert.deepEqual(videos(w), [])
  })

  it('a job removed while it is bought: an Undo finds what was bought, and afterwards its id is told', async () => {
    for (const late of [false, true]) {
      using w = makeWorld()
      const window = w.window()
      const held = gate()
      w.service.gate = (call) => (call.kind === 'post' ? held.promise : undefined)
      // The logs are of no help: only the answer itself knows the id.
      w.service.logLagMs = 100 * MINUTE
      const submitted = window.engine.submit(REQUEST)
      const outcome = submitted.then(
        (job) => job.generationId,
        (error: unknown) => rejects('unsettled', /The generation ID is 1:alibaba\/wan\./)(error),
      )
      await w.settle()
      const { id } = only(window)
      window.engine.remove(id)
      await w.pass(late ? 20_000 : 5000)
      held.open()
      assert.equal(await outcome, late ? true : '1:alibaba/wan')
      if (late) continue
      window.engine.undoRemove(id)
      await w.pass(MINUTE)
      assert.equal(only(window).file.state, 'saved')
    }
  })

  it('a file that cannot be deleted stops nothing, and is deleted later', async () => {
    using w = makeWorld()
    const window = w.window()
    const { id } = await window.engine.submit(REQUEST)
    await w.pass(MINUTE)
    const path = window.store.videoPath(only(window)) ?? ''
    // Stands in for a file that another program holds open.
    rmSync(path)
    mkdirSync(join(path, 'in use'), { recursive: true })
    window.engine.remove(id)
    await window.engine.submit(REQUEST)
    await w.pass(MINUTE)
    assert.deepEqual([only(window).file.state, window.store.has(id)], ['saved', true])
    assert.ok(window.log.warnings.length < 8, `${window.log.warnings.length} warnings in a minute`)
    rmSync(path, { recursive: true })
    await w.pass(MINUTE)
    assert.equal(window.store.has(id), false)
  })
})
