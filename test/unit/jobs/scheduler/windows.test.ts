import assert from 'node:assert/strict'
import { errorDetail } from '../../../../src/core/errors.ts'
import type { Job } from '../../../../src/core/job/job.ts'
import { buildNewJob } from '../../../fixtures/jobs/buildJob.ts'
import { MINUTE, only, said } from '../../../fixtures/jobs/jobAssertions.ts'
import { gate, makeWorld, REQUEST } from '../../../fixtures/jobs/testContext.ts'

describe('several windows', () => {
  it('look at each job by one of them at a time, and tell each once', async () => {
    using w = makeWorld()
    const windows = [w.window(), w.window(), w.window()]
    const inFlight = new Map<string, number>()
    let most = 0
    w.service.gate = async (call) => {
      if (call.kind !== 'get') return
      inFlight.set(call.about, (inFlight.get(call.about) ?? 0) + 1)
      most = Math.max(most, inFlight.get(call.about) ?? 0)
      await new Promise((resolve) => setImmediate(resolve))
      inFlight.set(call.about, (inFlight.get(call.about) ?? 1) - 1)
    }
    for (let n = 0; n < 9; n++) await windows[n % 3]?.engine.submit(REQUEST)
    await w.pass(2 * MINUTE)
    assert.deepEqual([most, new Set(w.notices.map((job) => job.id)).size, w.notices.length], [1, 9, 9])
    assert.ok(windows.every(({ store }) => store.list().every((job) => job.file.state === 'saved')))
    assert.equal(w.fetched.length, 9, 'each file was fetched once')
  })

  it('hear of each other within two seconds', async () => {
    using w = makeWorld()
    const [one, two] = [w.window(), w.window()]
    const heard: unknown[] = []
    two.store.onDidChange((ids) => heard.push(ids))
    await w.pass(3000)
    heard.length = 0
    one.store.create(buildNewJob({ state: 'stopped' }))
    await w.pass(2000)
    assert.deepEqual(heard, [undefined])
  })

  it('take over the jobs of one that was killed, within a minute', async () => {
    using w = makeWorld()
    const dying = w.window()
    await dying.engine.submit(REQUEST)
    const held = gate()
    w.service.gate = (call) => (call.kind === 'get' ? held.promise : undefined)
    await w.pass(12_000)
    dying.kill()
    w.service.gate = undefined
    const window = w.window()
    await w.pass(MINUTE)
    assert.deepEqual([only(window).file.state, said(w)], ['saved', [['completed', 'saved']]])
  })

  it('ask about a job only at the origin it was sent to', async () => {
    using w = makeWorld()
    const sandbox = w.window('http://127.0.0.1:8787')
    const job = sandbox.store.create(buildNewJob({ patch: { nextAt: w.clock.now(), generationId: 'x' } }))
    await w.pass(MINUTE)
    assert.equal(w.service.calls.length, 0)
    w.window()
    await w.pass(3000)
    assert.deepEqual([w.service.count('get'), w.service.calls[0]?.about, job.state], [1, 'x', 'queued'])
  })

  it('give up on a service that is gone for good, and on no other', async () => {
    using w = makeWorld()
    const window = w.window()
    const gone = { apiOrigin: 'http://127.0.0.1:8787', patch: { nextAt: w.clock.now() + 5 * MINUTE } }
    const states = ['unconfirmed', 'queued', 'generating', 'completed'] as const
    for (const state of states) window.store.create(buildNewJob({ ...gone, state, prompt: state }))
    window.store.create(buildNewJob({ ...gone, state: 'stopped', patch: {}, prompt: 'stopped' }))
    window.store.create(buildNewJob({ patch: gone.patch, prompt: 'elsewhere' }))
    window.engine.failJobsAt(gone.apiOrigin, errorDetail('sandboxStopped', {}))
    const after = window.store.list().map((job) => [job.prompt, job.state, job.file.state, job.nextAt !== undefined])
    assert.deepEqual(after.sort(), [
      ['completed', 'completed', 'lost', false],
      ['elsewhere', 'queued', 'none', true],
      ['generating', 'failed', 'none', false],
      ['queued', 'failed', 'none', false],
      ['stopped', 'stopped', 'none', false],
      ['unconfirmed', 'failed', 'none', false],
    ])
  })

  it('survive a listener of notices that throws', async () => {
    using w = makeWorld()
    const window = w.window()
    const failed = { state: 'failed', patch: { notification: 1 } } as const
    for (let n = 0; n < 3; n++) window.store.create(buildNewJob(failed))
    const push = w.notices.push.bind(w.notices)
    w.notices.push = (...jobs: Job[]) => {
      push(...jobs)
      throw new Error('A bad listener')
    }
    await w.pass(3000)
    assert.equal(w.notices.length, 3)
  })
})
