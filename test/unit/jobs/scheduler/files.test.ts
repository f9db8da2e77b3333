import assert from 'node:assert/strict'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Job } from '../../../../src/core/job/job.ts'
import { buildNewJob } from '../../../fixtures/jobs/buildJob.ts'
import { MINUTE, only, said, VIDEO, videos } from '../../../fixtures/jobs/jobAssertions.ts'
import { makeWorld, REQUEST, type TestContext, type Window } from '../../../fixtures/jobs/testContext.ts'

describe('the file of a completed job', () => {
  async function completed(w: TestContext, window: Window, forMs = 2 * MINUTE): Promise<Job> {
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
        [job.file.state, job.file.error?.code, job.resultUrl, said(w)],
        [...['lost', 'videoLost', VIDEO], [['completed', 'lost']]],
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
    window.store.create(buildNewJob({ state: 'completed', patch: { nextAt: w.clock.now() } }))
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
      assert.deepEqual([only(window).file.state, only(window).file.error?.code], ['failed', 'noWriteAccess'])
      assert.ok(w.service.count('get') < 6)
      rmSync(join(w.folder, 'videos'))
      window.engine.downloadAgain(only(window).id)
      await w.pass(5000)
      assert.equal(only(window).file.state, 'saved')
    }
  })

  it('is fetched anew when the person wants it, and the old one stays until there is a new one', async () => {
    using w = makeWorld()
    const window = w.window()
    const { id } = await completed(w, window)
    const seen: unknown[] = []
    for (const served of [Buffer.from('another'), 403, 500, Buffer.from('')]) {
      w.files.set(VIDEO, served)
      window.engine.downloadAgain(id)
      await w.pass(2 * MINUTE, 2000)
      const { file } = only(window)
      seen.push([file.state, file.sizeBytes, readFileSync(window.store.videoPath(only(window)) ?? '', 'utf8')])
    }
    Object.assign(w.service.sold[0] ?? {}, { videoUrl: undefined })
    window.store.patch(id, { resultUrl: 'http://10.0.0.1/a.mp4' })
    window.engine.downloadAgain(id)
    await w.pass(2 * MINUTE, 2000)
    seen.push([only(window).file.state, only(window).file.sizeBytes])
    const kept = ['saved', 7, 'another']
    assert.deepEqual([seen, videos(w)], [[kept, kept, kept, kept, ['saved', 7]], [`${id}.mp4`]])
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
