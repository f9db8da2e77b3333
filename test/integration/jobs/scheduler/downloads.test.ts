import assert from 'node:assert/strict'
import { readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Job } from '../../../../src/core/job/job.ts'
import { buildNewJob, MODEL } from '../../../fixtures/jobs/buildJob.ts'
import { notifiedStates, onlyJob, videoFiles } from '../../../fixtures/jobs/jobAssertions.ts'
import {
  createGate,
  createTestContext,
  MINUTE,
  REQUEST,
  type TestContext,
  type TestWindow,
  VIDEO_URL,
} from '../../../fixtures/jobs/testContext.ts'

const DAY = 24 * 60 * MINUTE

/** Yields an export of a completed job and its video. */
async function* exportedVideo(id: string, finishedAt: number): AsyncGenerator<string> {
  const service = { apiOrigin: 'https://api.example', model: MODEL, clientRequestId: id }
  const job = { id, ...service, prompt: '', state: 'completed', createdAt: finishedAt, finishedAt }
  yield JSON.stringify({ format: 'wan-vace-jobs', version: 2 })
  yield JSON.stringify({ job, videoBytes: 5 })
  yield JSON.stringify({ videoOf: id, base64: Buffer.from('video').toString('base64') })
}

/** A response that has all of its bytes and does not end until `until`. */
function heldResponse(text: string, until: Promise<void>): Response {
  async function* body(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text)
    await until
  }
  return new Response(ReadableStream.from(body()), { headers: { 'content-length': String(text.length) } })
}

describe('the file of a completed job', () => {
  async function completed(context: TestContext, window: TestWindow, forMs = 2 * MINUTE): Promise<Job> {
    await window.scheduler.submit(REQUEST)
    await context.advance(forMs, 2000)
    return onlyJob(window)
  }

  it('is downloaded from a new URL if the first one does not work', async () => {
    using context = createTestContext()
    context.files.set(VIDEO_URL, 403)
    context.service.faults.get.push({ kind: 'response', patch: {} })
    const window = context.openWindow()
    window.store.onDidChange(() => {
      if (window.store.list()[0]?.state === 'completed')
        Object.assign(context.service.generations[0] ?? {}, { videoUrl: `${VIDEO_URL}?new` })
    })
    const { file, resultUrl } = await completed(context, window)
    assert.deepEqual(
      [file.state, resultUrl, notifiedStates(context)],
      ['saved', `${VIDEO_URL}?new`, [['completed', 'saved']]],
    )
  })

  for (const status of [403, 404, 410]) {
    it(`is lost if the only URL responds with ${status} for a week, and can be downloaded again from it`, async () => {
      using context = createTestContext()
      context.files.set(VIDEO_URL, status)
      const window = context.openWindow()
      await completed(context, window, 5 * MINUTE)
      await context.advance(6 * DAY, 30 * MINUTE)
      const { file, nextAt = 0 } = onlyJob(window)
      assert.deepEqual(
        [file.state, file.error?.code, nextAt > context.clock.now(), context.notifications.length],
        ['downloading', 'fileGone', true, 0],
      )
      await context.advance(2 * DAY, 30 * MINUTE)
      const job = onlyJob(window)
      assert.deepEqual(
        [job.file.state, job.file.error?.code, job.resultUrl, notifiedStates(context)],
        [...['lost', 'videoLost', VIDEO_URL], [['completed', 'lost']]],
      )
      const calls = context.service.calls.length
      await context.advance(30 * MINUTE, 30_000)
      assert.equal(context.service.calls.length, calls)
      context.files.delete(VIDEO_URL)
      await window.scheduler.downloadAgain(job.id)
      await context.advance(5000)
      assert.deepEqual([onlyJob(window).file.state, context.notifications.length], ['saved', 1])
    })
  }

  const outages: readonly [what: string, file: number | (() => Response), forMs: number][] = [
    ['404 for a minute', 404, MINUTE],
    ['403 for a minute', 403, MINUTE],
    ['404 for two days', 404, 2 * DAY],
    ['503 for 40 minutes', 503, 40 * MINUTE],
    ['503 for six days', 503, 6 * DAY],
    ['a web page for a day', () => new Response('<p>Maintenance', { headers: { 'content-type': 'text/html' } }), DAY],
    ['no bytes for a day', () => new Response(Buffer.from('')), DAY],
    ['a connection that is closed, for a day', () => Response.error(), DAY],
  ]
  for (const [what, file, forMs] of outages) {
    it(`is saved although the host responded with ${what}, and requested at most once an hour in the end`, async () => {
      using context = createTestContext()
      const window = context.openWindow()
      context.files.set(VIDEO_URL, file)
      await completed(context, window, MINUTE)
      await context.advance(forMs - MINUTE, forMs > DAY / 2 ? 15 * MINUTE : 10_000)
      const requests = context.downloads.length
      assert.ok(requests < 15 + forMs / (55 * MINUTE), `${requests} requests`)
      context.files.delete(VIDEO_URL)
      await context.advance(70 * MINUTE, MINUTE)
      assert.deepEqual([onlyJob(window).file.state, notifiedStates(context)], ['saved', [['completed', 'saved']]])
    })
  }

  it('is requested again when a window is opened, and when the connection changes', async () => {
    using context = createTestContext()
    const first = context.openWindow()
    context.files.set(VIDEO_URL, 503)
    await completed(context, first, MINUTE)
    await context.advance(DAY, 15 * MINUTE)
    const requests = context.downloads.length
    await first.scheduler.connectionChanged()
    await context.advance(2000)
    const afterChange = context.downloads.length - requests
    context.files.delete(VIDEO_URL)
    const second = context.openWindow()
    await context.advance(2000)
    assert.deepEqual([afterChange, onlyJob(second).file.state], [1, 'saved'])
  })

  it('is downloaded from a new URL of the service while the host of the old one is overloaded or gone', async () => {
    for (const file of [503, () => Response.error()]) {
      using context = createTestContext()
      const window = context.openWindow()
      context.files.set(VIDEO_URL, file)
      await completed(context, window, 20 * MINUTE)
      Object.assign(context.service.generations[0] ?? {}, { videoUrl: `${VIDEO_URL}?new` })
      await context.advance(30 * MINUTE, 10_000)
      assert.deepEqual([onlyJob(window).file.state, onlyJob(window).resultUrl], ['saved', `${VIDEO_URL}?new`])
    }
  })

  it('is lost within hours if the service does not know the generation any more, and not within half an hour', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    context.files.set(VIDEO_URL, 404)
    await completed(context, window, MINUTE)
    context.service.generations.length = 0
    await context.advance(30 * MINUTE, 10_000)
    const before = onlyJob(window).file.state
    await context.advance(120 * MINUTE, MINUTE)
    assert.deepEqual([before, onlyJob(window).file.state], ['downloading', 'lost'])
  })

  it('is lost without a URL and a generation ID', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    await window.store.create(buildNewJob({ state: 'completed', patch: { nextAt: context.clock.now() } }))
    await context.advance(5000)
    assert.equal(onlyJob(window).file.state, 'lost')
  })

  for (const retryAfter of ['86400', '1e300', '99999999999999999999']) {
    it(`is requested rarely after Retry-After: ${retryAfter}, and fails after a week`, async () => {
      using context = createTestContext()
      const window = context.openWindow()
      let requests = 0
      context.files.set(VIDEO_URL, () => {
        requests++
        return new Response('', { status: 503, headers: { 'retry-after': retryAfter } })
      })
      await completed(context, window, 5 * MINUTE)
      assert.equal(requests, 1, 'requests in five minutes')
      await context.advance(6 * DAY, 30 * MINUTE)
      assert.deepEqual([onlyJob(window).file.state, requests < 160], ['downloading', true])
      await context.advance(2 * DAY, 30 * MINUTE)
      assert.deepEqual([onlyJob(window).file.state, notifiedStates(context)], ['failed', [['completed', 'failed']]])
    })
  }

  it('fails with the reason if it cannot be written, and is not requested repeatedly', async () => {
    for (const videoUrl of [VIDEO_URL, 'data:video/mp4;base64,AAAA']) {
      using context = createTestContext()
      const window = context.openWindow()
      writeFileSync(join(context.folder, 'videos'), 'not a folder')
      await window.scheduler.submit(REQUEST)
      Object.assign(context.service.generations[0] ?? {}, { videoUrl })
      await context.advance(MINUTE)
      assert.deepEqual([onlyJob(window).file.state, onlyJob(window).file.error?.code], ['failed', 'noWriteAccess'])
      assert.ok(context.service.callCount('get') < 6)
      rmSync(join(context.folder, 'videos'))
      await window.scheduler.downloadAgain(onlyJob(window).id)
      await context.advance(5000)
      assert.equal(onlyJob(window).file.state, 'saved')
    }
  })

  it('is downloaded again for the user, and the old file stays until the new one is complete', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const { id } = await completed(context, window)
    const files: unknown[] = []
    for (const served of [Buffer.from('another'), 403, 500, Buffer.from('')]) {
      context.files.set(VIDEO_URL, served)
      await window.scheduler.downloadAgain(id)
      await context.advance(120 * MINUTE, MINUTE)
      const { file } = onlyJob(window)
      files.push([file.state, file.sizeBytes, readFileSync(window.store.videoPath(onlyJob(window)) ?? '', 'utf8')])
    }
    Object.assign(context.service.generations[0] ?? {}, { videoUrl: undefined })
    await window.store.patch(id, { resultUrl: 'http://10.0.0.1/a.mp4' })
    await window.scheduler.downloadAgain(id)
    await context.advance(120 * MINUTE, MINUTE)
    files.push([onlyJob(window).file.state, onlyJob(window).file.sizeBytes])
    const kept = ['saved', 7, 'another']
    assert.deepEqual([files, videoFiles(context)], [[kept, kept, kept, kept, ['saved', 7]], [`${id}.mp4`]])
  })

  it('is not changed by a window that was stopped while another one downloaded it', async () => {
    using context = createTestContext()
    const first = context.openWindow()
    const gate = createGate()
    context.downloadGate = gate.promise
    await first.scheduler.submit(REQUEST)
    await context.advance(MINUTE)
    context.downloadGate = undefined
    first.store.database.sqlite.exec('UPDATE jobs SET lease_until = 1')
    const second = context.openWindow()
    await context.advance(5000)
    const { id, file } = onlyJob(second)
    context.files.set(VIDEO_URL, Buffer.from('another version'))
    gate.open()
    await context.advance(5000)
    assert.deepEqual(
      [file.state, onlyJob(second).file, videoFiles(context), context.downloads.length],
      ['saved', file, [`${id}.mp4`], 2],
    )
    assert.equal(readFileSync(second.store.videoPath(onlyJob(second)) ?? '', 'utf8'), VIDEO_URL)
  })

  it('is not saved by a window that was stopped before the end of the response while another one claimed it', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const gate = createGate()
    context.files.set(VIDEO_URL, () => heldResponse('video', gate.promise))
    await window.scheduler.submit(REQUEST)
    await context.advance(MINUTE)
    const leaseUntil = context.clock.now() + 25_000
    window.store.database.sqlite.exec(`UPDATE jobs SET lease_owner = 'another window', lease_until = ${leaseUntil}`)
    gate.open()
    await context.runPending()
    assert.deepEqual(
      [onlyJob(window).file.state, context.downloads.length, videoFiles(context)],
      ['downloading', 1, []],
    )
  })

  it('is deleted after the number of days in the setting, and can be downloaded again', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const old = await completed(context, window)
    context.keepVideosForDays = 7
    await context.advance(6 * 24 * 60 * MINUTE, 6 * 60 * MINUTE)
    assert.deepEqual(videoFiles(context), [`${old.id}.mp4`])
    const recent = await window.scheduler.submit(REQUEST)
    await context.advance(2 * 24 * 60 * MINUTE, 30 * MINUTE)
    assert.deepEqual(
      [videoFiles(context), window.store.get(old.id)?.file.state, window.store.get(old.id)?.resultUrl],
      [[`${recent.id}.mp4`], ...['deleted', VIDEO_URL]],
    )
    await window.scheduler.downloadAgain(old.id)
    await context.advance(5000)
    assert.equal(window.store.get(old.id)?.file.state, 'saved')
  })

  it('leaves no temporary files of killed imports and ended downloads, and keeps the others', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const { id } = await completed(context, window)
    const now = context.clock.now()
    const lease = { owner: 'another window', until: now + 25_000 }
    const pending = await window.store.create(buildNewJob({ state: 'completed', lease, patch: { nextAt: now } }))
    const part = '0a0b0c0d.01020304.part'
    const unused = [`${id}.mp4.01020304.import`, `${pending.id}.mp4.import`, `${id}.mp4.${part}`, `x.mp4.part`]
    const used = [`${pending.id}.mp4.${part}`, 'unknown.mp4', 'notes.txt', `${id}.mp4`]
    const recent = `${id}.mp4.05060708.import`
    const write = (name: string, time: number) => {
      const path = join(context.folder, 'videos', name)
      writeFileSync(path, 'x')
      utimesSync(path, time / 1000, time / 1000)
    }
    for (const name of [...unused, ...used]) write(name, now - DAY)
    write(recent, now)
    window.close()
    context.openWindow()
    await context.advance(2000)
    assert.deepEqual(videoFiles(context).sort(), [...used, recent].sort())
  })

  it('is kept for the number of days in the setting after it was downloaded again or imported', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const { id } = await completed(context, window)
    context.keepVideosForDays = 7
    await context.advance(8 * DAY, 6 * 60 * MINUTE)
    await window.scheduler.downloadAgain(id)
    const importedId = '0b1c2d3e-4f50-4000-8000-000000000000'
    await window.scheduler.importJobs(exportedVideo(importedId, context.clock.now() - 365 * DAY))
    const states = () => [id, importedId].map((id) => window.store.get(id)?.file.state)
    await context.advance(6 * DAY, 60 * MINUTE)
    const afterSixDays = states()
    await context.advance(2 * DAY, 60 * MINUTE)
    assert.deepEqual([afterSixDays, states()], [...[['saved', 'saved']], ['deleted', 'deleted']])
  })

  it('replaces a file that was downloaded again, although the connection is closed in the first attempt', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const { id } = await completed(context, window)
    let requests = 0
    context.files.set(VIDEO_URL, () => {
      requests++
      const headers = { 'content-length': '7', etag: '"2"' }
      return new Response(Buffer.from(requests === 1 ? 'ano' : 'another'), { headers })
    })
    await window.scheduler.downloadAgain(id)
    await context.advance(MINUTE)
    const { file } = onlyJob(window)
    assert.deepEqual(
      [file.state, readFileSync(window.store.videoPath(onlyJob(window)) ?? '', 'utf8'), requests],
      ['saved', 'another', 2],
    )
  })
})
