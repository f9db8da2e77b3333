import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../../src/core/errors.ts'
import type { Job } from '../../../src/core/job/job.ts'
import { CALLS_PER_MINUTE } from '../../../src/jobs/pace.ts'
import { failure } from '../../fixtures/jobs/fakeService.ts'
import { newJob } from '../../fixtures/jobs/newJob.ts'
import { gate, makeWorld, REQUEST, type Window, type World } from '../../fixtures/jobs/world.ts'

const MINUTE = 60_000
const VIDEO = 'https://cdn.example/1.mp4'

const only = (window: Window): Job => {
  const jobs = window.store.list()
  assert.equal(jobs.length, 1)
  return jobs[0] as Job
}
const said = (world: World) => world.notices.map((job) => [job.state, job.file.state])
const videos = (world: World) =>
  existsSync(join(world.folder, 'videos')) ? readdirSync(join(world.folder, 'videos')) : []
const rejects =
  (reason: string, pattern = /./) =>
  (error: unknown) =>
    error instanceof AppError && error.reason === reason && pattern.test(error.message)

describe('a job', () => {
  it('goes from the wish to the file on disk, and is told of once', async () => {
    using w = makeWorld()
    const window = w.window()
    const states: string[] = []
    window.store.onDidChange(() => states.push(`${only(window).state} ${only(window).file.state}`))
    const job = await window.engine.submit(REQUEST)
    await w.pass(20_000)
    const { state, file, generationId, creditsUsed } = only(window)
    assert.deepEqual(
      [state, file.state, generationId, creditsUsed, job.state, said(w), w.service.count('post')],
      ['completed', 'saved', '1:alibaba/wan', 400_000, 'queued', [['completed', 'saved']], 1],
    )
    assert.equal(readFileSync(window.store.videoPath(only(window)) ?? '', 'utf8'), VIDEO)
    assert.deepEqual(
      [...new Set(states)],
      [
        'submitting none',
        'queued none',
        'generating none',
        'completed none',
        'completed downloading',
        'completed saved',
      ],
    )
    await w.pass(10 * MINUTE, 10_000)
    assert.equal(w.service.calls.length, w.service.count('post') + w.service.count('get'), 'finished is finished')
    assert.equal(w.notices.length, 1)
  })

  it('needs a key, and without one nothing is written down', async () => {
    using w = makeWorld()
    w.connected = false
    const window = w.window()
    await assert.rejects(window.engine.submit(REQUEST), rejects('noKey'))
    assert.deepEqual([window.store.list(), w.service.calls], [[], []])
  })

  it('is written down before its POST leaves', async () => {
    using w = makeWorld()
    const [window, other] = [w.window(), w.window()]
    const seen: unknown[] = []
    w.service.gate = (call) => {
      if (call.kind === 'post') seen.push(call.about === only(other).clientRequestId, only(other).state)
      return undefined
    }
    await window.engine.submit(REQUEST)
    assert.deepEqual(seen, [true, 'submitting'])
  })

  it('that the service fails is told with its reason', async () => {
    using w = makeWorld()
    const window = w.window()
    await window.engine.submit(REQUEST)
    Object.assign(w.service.sold[0] ?? {}, { ends: 'error' })
    await w.pass(30_000)
    assert.deepEqual([only(window).error, said(w)], [{ name: 'Unsafe', message: 'Not allowed' }, [['failed', 'none']]])
  })

  it('keeps a result that comes as a data: URI, in the poll or in the answer to the POST', async () => {
    using w = makeWorld()
    const window = w.window()
    const videoUrl = `data:video/mp4;base64,${Buffer.from('inside').toString('base64')}`
    w.service.faults.post.push({ kind: 'answer', patch: { status: 'completed', videoUrl } })
    await window.engine.submit(REQUEST)
    Object.assign(w.service.sold[0] ?? {}, { videoUrl })
    await w.pass(30_000)
    assert.deepEqual(
      [only(window).file.state, only(window).resultUrl, said(w)],
      [...['saved', undefined], [['completed', 'saved']]],
    )
    assert.equal(readFileSync(window.store.videoPath(only(window)) ?? '', 'utf8'), 'inside')
  })
})

describe('a POST without an answer', () => {
  it('is looked for and found, with one POST', async () => {
    using w = makeWorld()
    const window = w.window()
    w.service.logLagMs = 40_000
    w.service.faults.post.push({ kind: 'fail', failure: failure('noAnswer'), sold: true })
    assert.equal((await window.engine.submit(REQUEST)).state, 'unconfirmed')
    await w.pass(3 * MINUTE, 2000)
    assert.deepEqual(
      [only(window).file.state, w.service.count('post'), w.service.count('logs'), said(w)],
      [...['saved', 1, 3], [['completed', 'saved']]],
    )
  })

  it('is told of once when it is not found, and can be looked for again', async () => {
    using w = makeWorld()
    const window = w.window()
    w.service.faults.post.push({ kind: 'fail', failure: failure('noAnswer'), sold: true })
    w.service.logLagMs = 20 * MINUTE
    const { id } = await window.engine.submit(REQUEST)
    await w.pass(15 * MINUTE, 5000)
    assert.deepEqual(
      [only(window).state, only(window).nextAt, said(w)],
      ['unconfirmed', undefined, [['unconfirmed', 'none']]],
    )
    await w.pass(10 * MINUTE, 30_000)
    assert.equal(w.service.count('logs'), 6)
    window.engine.lookAgain(id)
    await w.pass(MINUTE)
    assert.deepEqual(
      [only(window).file.state, said(w).at(-1), w.notices.length, w.service.count('post')],
      [...['saved', ['completed', 'saved']], ...[2, 1]],
    )
  })

  it('is looked for at the next start when the window died before it', async () => {
    using w = makeWorld()
    const dying = w.window()
    const held = gate()
    w.service.gate = (call) => (call.kind === 'post' ? held.promise : undefined)
    void dying.engine.submit(REQUEST)
    await w.settle()
    dying.kill()
    const window = w.window()
    await w.pass(25_000)
    assert.equal(only(window).state, 'submitting', 'its window may be alive')
    await w.pass(2 * MINUTE)
    assert.deepEqual([only(window).file.state, w.service.count('post')], ['saved', 1])
  })

  it('may take as long as it likes while its window lives', async () => {
    using w = makeWorld()
    const [window] = [w.window(), w.window()]
    const held = gate()
    w.service.gate = (call) => (call.kind === 'post' ? held.promise : undefined)
    const submitted = window.engine.submit(REQUEST)
    await w.pass(5 * MINUTE, 5000)
    assert.deepEqual([only(window).state, w.service.count('logs')], ['submitting', 0])
    held.open()
    assert.equal((await submitted).generationId, '1:alibaba/wan')
  })

  it('is answered late, after another window looked for it: found either way, one generation, one notice', async () => {
    for (const lag of [0, 60 * MINUTE]) {
      using w = makeWorld()
      const window = w.window()
      const held = gate()
      w.service.gate = (call) => (call.kind === 'post' ? held.promise : undefined)
      w.service.logLagMs = lag
      const submitted = window.engine.submit(REQUEST)
      await w.settle()
      // The laptop slept: the lease ran out, and another window was the first to wake.
      const other = w.window()
      w.clock.jump(MINUTE)
      window.store.run('UPDATE jobs SET lease_until = 0')
      await w.pass(15 * MINUTE, 10_000)
      held.open()
      const answer = await submitted
      await w.pass(2 * MINUTE)
      assert.deepEqual(
        [answer.generationId, only(other).file.state, w.service.count('post')],
        [...['1:alibaba/wan', 'saved', 1]],
      )
      assert.deepEqual(said(w).at(-1), ['completed', 'saved'])
    }
  })

  it('tells the id of what was bought when it cannot be written down, and looks for it once it can', async () => {
    using w = makeWorld()
    const window = w.window()
    // The window never rests: work on others must not keep the lease of what nobody works on.
    for (let n = 0; n < 5; n++)
      window.store.create(newJob({ patch: { next_at: w.clock.now(), generation_id: `x${n}` } }))
    w.service.gate = (call) => {
      if (call.kind === 'post') window.store.db.exec('PRAGMA query_only = ON')
      return undefined
    }
    await assert.rejects(window.engine.submit(REQUEST), rejects('storage', /its id is 1:alibaba\/wan\./))
    assert.match(window.log.errors.join('\n'), /1:alibaba\/wan/)
    window.store.db.exec('PRAGMA query_only = OFF')
    w.service.gate = undefined
    await w.pass(3 * MINUTE)
    const job = window.store.list().find((one) => one.prompt === 'A dancer')
    assert.deepEqual([job?.file.state, w.service.count('post')], ['saved', 1])
  })

  it('in a window that closes meanwhile is taken over at once', async () => {
    using w = makeWorld()
    const closing = w.window()
    const window = w.window()
    const held = gate()
    w.service.gate = (call) => (call.kind === 'post' ? held.promise : undefined)
    void closing.engine.submit(REQUEST)
    await w.settle()
    closing.close()
    await w.pass(2000)
    assert.equal(only(window).state, 'unconfirmed')
    await w.pass(MINUTE)
    assert.deepEqual([only(window).file.state, w.service.count('post')], ['saved', 1])
  })

  const provably = [
    failure('unreachable', { sent: false }),
    failure('noAnswer', { sent: false }),
    failure('badRequest'),
  ]
  for (const one of provably) {
    it(`because of ${one.kind} ${one.details.sent} is failed, and can be tried again once`, async () => {
      using w = makeWorld()
      const [window, other] = [w.window(), w.window()]
      w.service.faults.post.push({ kind: 'fail', failure: one })
      const { id, state } = await window.engine.submit(REQUEST)
      await w.pass(2000)
      assert.deepEqual([state, said(w), w.service.count('logs')], ['failed', [['failed', 'none']], 0])
      const tries = await Promise.allSettled([window.engine.retry(id), other.engine.retry(id), window.engine.retry(id)])
      const fulfilled = tries.filter((one) => one.status === 'fulfilled')
      const conflicts = tries.filter((one) => one.status === 'rejected' && rejects('conflict')(one.reason))
      assert.deepEqual([fulfilled.length, conflicts.length, w.service.count('post')], [1, 2, 2])
      await w.pass(MINUTE)
      assert.deepEqual([only(window).file.state, w.service.sold.length], ['saved', 1])
    })
  }

  it('because of a 429 makes every other call wait', async () => {
    using w = makeWorld()
    const window = w.window()
    window.store.create(newJob({ patch: { next_at: w.clock.now() + 2000, generation_id: 'x' } }))
    w.service.faults.post.push({ kind: 'fail', failure: failure('rateLimited', { retryAfterMs: 30_000 }) })
    await window.engine.submit(REQUEST)
    await w.pass(29_000)
    assert.equal(w.service.count('get'), 0)
    await w.pass(2000)
    assert.equal(w.service.count('get'), 1)
  })
})

describe('what the person does', () => {
  it('stands: a Stop during a look that would have failed it', async () => {
    using w = makeWorld()
    const window = w.window()
    const { id } = await window.engine.submit(REQUEST)
    const held = gate()
    w.service.gate = (call) => (call.kind === 'get' ? held.promise : undefined)
    w.service.faults.get.push({ kind: 'answer', patch: { status: 'error' } })
    await w.pass(6000)
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
    await w.pass(6000)
    assert.equal(w.service.count('get'), 1)
    window.engine.stop(id)
    held.open()
    await w.pass(5 * MINUTE, 5000)
    assert.deepEqual([only(window).state, w.service.count('get'), said(w)], ['stopped', 1, []])
    window.engine.lookAgain(id)
    await w.pass(5000)
    assert.deepEqual([only(window).file.state, said(w)], ['saved', [['completed', 'saved']]])
  })

  it('is refused where it makes no sense', async () => {
    using w = makeWorld()
    const window = w.window()
    const states = ['submitting', 'unconfirmed', 'queued', 'generating', 'completed', 'failed', 'stopped'] as const
    const jobs = states.map((state) => window.store.create(newJob({ state, apiOrigin: 'https://elsewhere.example' })))
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
    assert.deepEqual(names(allowed((id) => window.engine.lookAgain(id))), ['unconfirmed'])
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
        (error: unknown) => rejects('conflict', /its id is 1:alibaba\/wan\./)(error),
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

describe('the file of a completed job', () => {
  async function completed(w: World, window: Window, forMs = 2 * MINUTE): Promise<Job> {
    await window.engine.submit(REQUEST)
    await w.pass(forMs, 2000)
    return only(window)
  }

  it('comes from a fresh address when the first one is dead', async () => {
    using w = makeWorld()
    w.files.set(VIDEO, 403)
    w.service.faults.get.push({ kind: 'answer', patch: {} })
    const window = w.window()
    window.store.onDidChange(() => {
      if (window.store.list()[0]?.state === 'completed')
        Object.assign(w.service.sold[0] ?? {}, { videoUrl: `${VIDEO}?2` })
    })
    const { file, resultUrl } = await completed(w, window)
    assert.deepEqual([file.state, resultUrl, said(w)], ['saved', `${VIDEO}?2`, [['completed', 'saved']]])
  })

  for (const status of [403, 404, 410]) {
    it(`is lost when there is no other address than that with ${status}; the address is kept, and it can be tried again`, async () => {
      using w = makeWorld()
      w.files.set(VIDEO, status)
      const window = w.window()
      const job = await completed(w, window, 5 * MINUTE)
      assert.deepEqual(
        [job.file.state, job.file.error?.name, job.resultUrl, said(w)],
        [...['lost', 'lost', VIDEO], [['completed', 'lost']]],
      )
      const calls = w.service.calls.length
      await w.pass(30 * MINUTE, 30_000)
      assert.equal(w.service.calls.length, calls)
      w.files.delete(VIDEO)
      window.engine.downloadAgain(job.id)
      await w.pass(5000)
      assert.deepEqual([only(window).file.state, w.notices.length], ['saved', 1])
    })
  }

  it('of which nothing is known but a dead address is lost', async () => {
    using w = makeWorld()
    const window = w.window()
    window.store.create(newJob({ state: 'completed', patch: { next_at: w.clock.now() } }))
    await w.pass(5000)
    assert.equal(only(window).file.state, 'lost')
  })

  for (const after of ['86400', '1e300', '99999999999999999999']) {
    it(`is asked for rarely of a server that says Retry-After: ${after}, and is failed in the end`, async () => {
      using w = makeWorld()
      const window = w.window()
      let asked = 0
      w.files.set(VIDEO, () => {
        asked++
        return new Response('', { status: 503, headers: { 'retry-after': after } })
      })
      await completed(w, window, 5 * MINUTE)
      assert.ok(asked === 1, `asked ${asked} times in five minutes`)
      await w.pass(150 * MINUTE, 60_000)
      assert.deepEqual([only(window).file.state, said(w)], ['failed', [['completed', 'failed']]])
    })
  }

  it('that cannot be written is failed with the reason, and not asked for again and again', async () => {
    for (const videoUrl of [VIDEO, 'data:video/mp4;base64,AAAA']) {
      using w = makeWorld()
      const window = w.window()
      writeFileSync(join(w.folder, 'videos'), 'in the way')
      await window.engine.submit(REQUEST)
      Object.assign(w.service.sold[0] ?? {}, { videoUrl })
      await w.pass(MINUTE)
      assert.deepEqual([only(window).file.state, only(window).file.error?.name], ['failed', 'noAccess'])
      assert.ok(w.service.count('get') < 6)
      rmSync(join(w.folder, 'videos'))
      window.engine.downloadAgain(only(window).id)
      await w.pass(5000)
      assert.equal(only(window).file.state, 'saved')
    }
  })

  it('goes after the days that the setting says, and nothing else does', async () => {
    using w = makeWorld()
    const window = w.window()
    const old = await completed(w, window)
    w.keepVideosForDays = 7
    await w.pass(6 * 24 * 60 * MINUTE, 6 * 60 * MINUTE)
    assert.deepEqual(videos(w), [`${old.id}.mp4`])
    const young = await window.engine.submit(REQUEST)
    await w.pass(2 * 24 * 60 * MINUTE, 30 * MINUTE)
    assert.deepEqual(
      [videos(w), window.store.get(old.id)?.file.state, window.store.get(old.id)?.resultUrl],
      [[`${young.id}.mp4`], ...['deleted', VIDEO]],
    )
    window.engine.downloadAgain(old.id)
    await w.pass(5000)
    assert.equal(window.store.get(old.id)?.file.state, 'saved')
  })
})

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
    one.store.create(newJob({ state: 'stopped' }))
    await w.pass(2000)
    assert.deepEqual(heard, [undefined])
  })

  it('take over the jobs of one that was killed, within a minute', async () => {
    using w = makeWorld()
    const dying = w.window()
    await dying.engine.submit(REQUEST)
    const held = gate()
    w.service.gate = (call) => (call.kind === 'get' ? held.promise : undefined)
    await w.pass(6000)
    dying.kill()
    w.service.gate = undefined
    const window = w.window()
    await w.pass(MINUTE)
    assert.deepEqual([only(window).file.state, said(w)], ['saved', [['completed', 'saved']]])
  })

  it('ask about a job only at the origin it was sent to', async () => {
    using w = makeWorld()
    const sandbox = w.window('http://127.0.0.1:8787')
    const job = sandbox.store.create(newJob({ patch: { next_at: w.clock.now(), generation_id: 'x' } }))
    await w.pass(MINUTE)
    assert.equal(w.service.calls.length, 0)
    w.window()
    await w.pass(3000)
    assert.deepEqual([w.service.count('get'), w.service.calls[0]?.about, job.state], [1, 'x', 'queued'])
  })

  it('give up on a service that is gone for good, and on no other', async () => {
    using w = makeWorld()
    const window = w.window()
    const gone = { apiOrigin: 'http://127.0.0.1:8787', patch: { next_at: w.clock.now() + 5 * MINUTE } }
    const states = ['unconfirmed', 'queued', 'generating', 'completed'] as const
    for (const state of states) window.store.create(newJob({ ...gone, state, prompt: state }))
    window.store.create(newJob({ ...gone, state: 'stopped', patch: {}, prompt: 'stopped' }))
    window.store.create(newJob({ patch: gone.patch, prompt: 'elsewhere' }))
    window.engine.giveUpOn(gone.apiOrigin, 'The sandbox was stopped.')
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
    const failed = { state: 'failed', patch: { notice: 1 } } as const
    for (let n = 0; n < 3; n++) window.store.create(newJob(failed))
    const push = w.notices.push.bind(w.notices)
    w.notices.push = (...jobs: Job[]) => {
      push(...jobs)
      throw new Error('A bad listener')
    }
    await w.pass(3000)
    assert.equal(w.notices.length, 3)
  })
})

describe('the world outside', () => {
  it('is away for an hour: everything catches up, without a burst', async function () {
    this.timeout(60_000)
    using w = makeWorld()
    const window = w.window()
    w.service.workMs = 30_000
    const until = w.clock.now()
    for (let n = 0; n < 40; n++) {
      const sold = w.service.sell(`client ${n}`)
      window.store.create(newJob({ patch: { generation_id: sold.id, submitted_at: until, next_at: until + n * 100 } }))
    }
    w.service.away = true
    await w.pass(60 * MINUTE, 10_000)
    w.service.away = false
    w.service.calls.length = 0
    await w.pass(12 * MINUTE, 1000)
    const busiest = Math.max(
      ...w.service.calls.map(({ at }) => w.service.calls.filter((one) => one.at >= at && one.at < at + MINUTE).length),
    )
    assert.ok(busiest <= CALLS_PER_MINUTE + 5, `${busiest} calls in a minute`)
    assert.ok(window.store.list().every((job) => job.file.state === 'saved'))
    assert.equal(w.notices.length, 40)
  })

  it('has no file for anybody: fresh addresses are asked for within the pace', async function () {
    this.timeout(60_000)
    using w = makeWorld()
    const window = w.window()
    for (let n = 1; n <= 40; n++) {
      const sold = w.service.sell(`client ${n}`)
      w.files.set(sold.videoUrl ?? '', 404)
      const patch = { generation_id: sold.id, result_url: sold.videoUrl ?? null, next_at: w.clock.now() }
      window.store.create(newJob({ state: 'completed', patch }))
    }
    await w.pass(5 * MINUTE, 2000)
    const busiest = Math.max(
      ...w.service.calls.map(({ at }) => w.service.calls.filter((one) => one.at >= at && one.at < at + MINUTE).length),
    )
    assert.ok(busiest <= CALLS_PER_MINUTE + 5, `${busiest} calls in a minute`)
    assert.ok(window.store.list().every((job) => job.file.state === 'lost'))
  })

  for (const days of [-1, 1, -400, 400]) {
    it(`sets the clock by ${days} days: every job goes on`, async () => {
      using w = makeWorld()
      const window = w.window()
      await window.engine.submit(REQUEST)
      await w.pass(2000)
      w.clock.jump(days * 24 * 60 * MINUTE)
      await w.pass(3 * MINUTE)
      assert.deepEqual([only(window).file.state, w.notices.length], ['saved', 1])
    })
  }

  it('refuses the key: nobody is asked for a while, and all go on at once with another', async () => {
    using w = makeWorld()
    const window = w.window()
    await window.engine.submit(REQUEST)
    w.service.faults.get.push(...Array(50).fill({ kind: 'fail', failure: failure('unauthorized') }))
    await w.pass(10 * MINUTE, 2000)
    const asked = w.service.count('get')
    assert.ok(asked < 12, `asked ${asked} times`)
    w.service.faults.get.length = 0
    window.engine.connectionChanged()
    await w.pass(5000)
    assert.equal(only(window).file.state, 'saved')
  })

  it('loses its key: nothing is asked, nothing is lost', async () => {
    using w = makeWorld()
    const window = w.window()
    await window.engine.submit(REQUEST)
    w.connected = false
    const calls = w.service.calls.length
    await w.pass(20 * MINUTE, 5000)
    assert.deepEqual([w.service.calls.length, only(window).state], [calls, 'queued'])
    w.connected = true
    await w.pass(5000)
    assert.equal(only(window).file.state, 'saved')
  })

  it('has a fault of this program in the way: no hot loop', async () => {
    using w = makeWorld()
    const window = w.window()
    await window.engine.submit(REQUEST)
    const broken = window.store.transition.bind(window.store)
    window.store.transition = () => {
      throw new TypeError('Oops')
    }
    await w.pass(2 * MINUTE)
    assert.ok(w.service.count('get') <= 5, `${w.service.count('get')} looks in two minutes`)
    window.store.transition = broken
    await w.pass(MINUTE)
    assert.equal(only(window).file.state, 'saved')
  })
})
