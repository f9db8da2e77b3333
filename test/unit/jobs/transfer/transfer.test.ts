import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError, errorDetail } from '../../../../src/core/errors.ts'
import { availableActions } from '../../../../src/core/job/actions.ts'
import type { Job } from '../../../../src/core/job/job.ts'
import { SEARCH_DELAYS_MS } from '../../../../src/core/job/pollSchedule.ts'
import type { ImportResult } from '../../../../src/jobs/jobActions.ts'
import type { JobPatch } from '../../../../src/jobs/store/jobPatch.ts'
import { JobStore } from '../../../../src/jobs/store/jobStore.ts'
import { claimNotifications } from '../../../../src/jobs/store/notifications.ts'
import { deleteRemovedJob } from '../../../../src/jobs/store/retention.ts'
import { exportJobs } from '../../../../src/jobs/transfer/exportJobs.ts'
import { importJobs } from '../../../../src/jobs/transfer/importJobs.ts'
import { buildNewJob, MODEL } from '../../../fixtures/jobs/buildJob.ts'
import { START } from '../../../fixtures/jobs/fakeClock.ts'
import { pseudoRandomBytes } from '../../../fixtures/jobs/fileServer.ts'
import { recordingLog } from '../../../fixtures/jobs/recordingLog.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'
import { createTestContext } from '../../../fixtures/jobs/testContext.ts'

const ID = '0b1c2d3e-4f50-4000-8000-000000000000'
const OTHER_ID = '0b1c2d3e-4f50-4000-8000-000000000001'
const HEADER = JSON.stringify({ format: 'wan-vace-jobs', version: 2 })

function openComputer(): Disposable & { store: JobStore; videos: () => string[] } {
  const folder = tempFolder()
  const store = new JobStore(folder.path, recordingLog(), START)
  const videos = () => (existsSync(store.videosFolder) ? readdirSync(store.videosFolder) : [])
  const dispose = () => {
    store.close()
    folder[Symbol.dispose]()
  }
  return { store, videos, [Symbol.dispose]: dispose }
}

async function exportLines(store: JobStore, withVideos: boolean, ids?: readonly string[]): Promise<string[]> {
  const texts: string[] = []
  for await (const text of exportJobs(store, { withVideos, ids })) texts.push(text)
  assert.ok(texts.every((text) => text.endsWith('\n') && text.indexOf('\n') === text.length - 1))
  return texts.map((text) => text.trimEnd())
}

async function importLines(store: JobStore, lines: readonly (string | undefined)[]): Promise<ImportResult> {
  async function* read(): AsyncGenerator<string | undefined> {
    yield* lines
  }
  return await importJobs(store, read(), START)
}

function jobLine(parts: Record<string, unknown> = {}, rest: Record<string, unknown> = {}): string {
  const job = { id: ID, clientRequestId: 'c', apiOrigin: 'https://api.example', model: MODEL, prompt: 'A dancer' }
  return JSON.stringify({ job: { ...job, state: 'completed', createdAt: START, ...parts }, ...rest })
}

const chunk = (bytes: Buffer, videoOf = ID) => JSON.stringify({ videoOf, base64: bytes.toString('base64') })

/** Returns what an export contains of a job. */
function exportedFields({ nextAt, file, failures, misses, searches, retriedAs, remoteStatus, ...job }: Job): object {
  return { ...job, file: file.state, sizeBytes: file.sizeBytes }
}

/** Creates one job of each kind. Returns the bytes of the saved video. */
async function createJobs(store: JobStore): Promise<Buffer> {
  const bytes = pseudoRandomBytes('video', 500_001)
  store.ensureVideosFolder()
  const patch = { generationId: 'a:b/c', submittedAt: START + 1, creditsUsed: 12.5, supportId: 'req' }
  const saved = buildNewJob({
    state: 'completed',
    createdAt: START + 5,
    annotations: { name: 'Take 2', note: 'Wet roof 🎬', tags: ['rain', 'roof'], isFavorite: true },
    patch: { ...patch, finishedAt: START + 2, resultUrl: 'https://cdn.example/a.mp4', fileState: 'saved' },
  })
  await store.create(saved)
  await store.patch(saved.id, { fileName: `${saved.id}.mp4`, fileSizeBytes: bytes.length })
  writeFileSync(join(store.videosFolder, `${saved.id}.mp4`), bytes)
  const error = errorDetail('generationFailed', {}, { name: 'Unsafe', message: 'Zeile 1\nLine 2 \u2028 "quoted" 🎬' })
  await store.create(buildNewJob({ state: 'failed', createdAt: START + 4, patch: { error, finishedAt: START } }))
  await store.create(
    buildNewJob({ state: 'generating', createdAt: START + 3, patch: { generationId: 'g'.repeat(512) } }),
  )
  await store.create(
    buildNewJob({ state: 'stopped', createdAt: START + 2, request: undefined, patch: { generationId: 'g2' } }),
  )
  const prompt = '🎬'.repeat(150)
  const request = { model: MODEL, values: { prompt } }
  await store.create(buildNewJob({ state: 'unconfirmed', createdAt: START + 1, prompt, request }))
  const removed = await store.create(buildNewJob())
  await store.setRemoved(removed.id, START)
  return bytes
}

describe('exported and imported jobs', () => {
  it('are the same, with the same requests and videos', async () => {
    using here = openComputer()
    using there = openComputer()
    const bytes = await createJobs(here.store)
    const lines = await exportLines(here.store, true)
    assert.ok(lines.every((line) => line.length < 300_000))
    const result = await importLines(there.store, lines)
    assert.deepEqual(result, { added: 5, known: 0, restored: 0, problems: [] })
    const byAge = (store: JobStore) => [...store.list()].sort((a, b) => b.createdAt - a.createdAt)
    assert.deepEqual(byAge(there.store).map(exportedFields), byAge(here.store).map(exportedFields))
    for (const { id } of here.store.list()) assert.deepEqual(there.store.request(id), here.store.request(id))
    const video = there.store.list().find((job) => job.file.state === 'saved') as Job
    assert.ok(readFileSync(there.store.videoPath(video) ?? '').equals(bytes))
    assert.deepEqual(there.videos(), [`${video.id}.mp4`])
    assert.deepEqual(
      await claimNotifications(there.store.database, Date.now()),
      [],
      'the other computer has shown the notifications',
    )
    assert.deepEqual(await importLines(there.store, lines), { added: 0, known: 5, restored: 0, problems: [] })
    assert.deepEqual(there.videos(), [`${video.id}.mp4`])
  })

  it('are only the selected ones that are still there', async () => {
    using here = openComputer()
    await createJobs(here.store)
    const failed = here.store.list().find(({ state }) => state === 'failed') as Job
    const [header, ...lines] = await exportLines(here.store, true, [failed.id, OTHER_ID])
    assert.deepEqual([header, lines.length, lines[0]?.includes(failed.id)], [HEADER, 1, true])
  })

  it('are downloaded from their URLs if the export has no videos', async () => {
    using here = openComputer()
    await createJobs(here.store)
    const lines = await exportLines(here.store, false)
    assert.equal(
      lines.some((line) => line.includes('base64')),
      false,
    )
    using context = createTestContext()
    const window = context.openWindow()
    async function* read(): AsyncGenerator<string> {
      yield* lines
    }
    await window.scheduler.importJobs(read())
    await context.advance(5000)
    const video = window.store.list().find((job) => job.state === 'completed')
    assert.deepEqual(
      [video?.file.state, context.downloads, context.notifications],
      ['saved', ['https://cdn.example/a.mp4'], []],
    )
  })

  it('contain only the listed fields: no lease and no file name', async () => {
    using here = openComputer()
    await createJobs(here.store)
    const keys = new Set<string>()
    for (const text of (await exportLines(here.store, true)).slice(1)) {
      const { job, ...rest } = JSON.parse(text) as { job?: object }
      for (const key of [...Object.keys(rest), ...Object.keys(job ?? {})]) keys.add(key)
    }
    assert.deepEqual([...keys].sort(), [
      ...['apiOrigin', 'base64', 'clientRequestId', 'createdAt', 'creditsUsed', 'error', 'finishedAt', 'generationId'],
      ...[
        'id',
        'isFavorite',
        'model',
        'name',
        'note',
        'prompt',
        'request',
        'resultUrl',
        'state',
        'submittedAt',
        'supportId',
        'tags',
        'videoBytes',
        'videoOf',
      ],
    ])
  })
})

describe('importJobs', () => {
  const invalidFiles: readonly (readonly string[])[] = [
    [],
    [''],
    ['null'],
    ['[]'],
    ['<html>'],
    [jobLine()],
    [JSON.stringify({ format: 'another', version: 1 })],
    [JSON.stringify({ format: 'wan-vace-jobs', version: 3 }), jobLine()],
    [JSON.stringify({ format: 'wan-vace-jobs', version: '1' }), jobLine()],
    [JSON.stringify({ format: 'wan-vace-jobs', version: -1 }), jobLine()],
  ]
  for (const lines of invalidFiles) {
    it(`rejects ${JSON.stringify(lines).slice(0, 60)} and adds nothing`, async () => {
      using computer = openComputer()
      await assert.rejects(
        importLines(computer.store, lines),
        (error) => error instanceof AppError && error.reason === 'invalid',
      )
      assert.deepEqual([computer.store.list(), computer.videos()], [[], []])
    })
  }

  const invalidLines: readonly [what: string, line: string][] = [
    ['a path as an ID', jobLine({ id: '../../evil' })],
    ['an ID that ends with a path', jobLine({ id: `${ID}/../../evil` })],
    ['an ID with a NUL', jobLine({ id: `${ID}\0` })],
    ['no ID', jobLine({ id: undefined })],
    ['a list as an ID', jobLine({ id: [ID] })],
    ['a long name', jobLine({ name: 'x'.repeat(121) })],
    ['a long note', jobLine({ note: 'x'.repeat(1001) })],
    ['many tags', jobLine({ tags: Array.from({ length: 31 }, (_, index) => `${index}`) })],
    ['a long tag', jobLine({ tags: ['x'.repeat(41)] })],
    ['a tag that is not text', jobLine({ tags: [{ toString: 'x' }] })],
    ['a favorite that is not true or false', jobLine({ isFavorite: 'yes' })],
    ['an excessive time', jobLine({ createdAt: 1e300 })],
    ['a time that Date does not support', jobLine({ createdAt: 8_640_000_000_000_001 })],
    ['a negative time', jobLine({ submittedAt: -1 })],
    ['a fraction of a millisecond', jobLine({ finishedAt: 1.5 })],
    ['a time as text', jobLine({ createdAt: '2026' })],
    ['an unknown state', jobLine({ state: 'teleported' })],
    ['a property of the prototype as a state', jobLine({ state: 'constructor' })],
    ['a script as an origin', jobLine({ apiOrigin: 'javascript:alert(1)' })],
    ['a file as an origin', jobLine({ apiOrigin: 'file:///etc' })],
    ['no origin', jobLine({ apiOrigin: '' })],
    ['an object as a prompt', jobLine({ prompt: { toString: 'x' } })],
    ['a prompt that is too long', jobLine({ prompt: 'x'.repeat(301) })],
    ['negative credits', jobLine({ creditsUsed: -1 })],
    ['a list as a request', jobLine({}, { request: [] })],
    ['a request without values', jobLine({}, { request: { model: 'm' } })],
    ['a video of 0 bytes', jobLine({}, { videoBytes: 0 })],
    ['a video of half a byte', jobLine({}, { videoBytes: 0.5 })],
    ['an incomplete line', jobLine().slice(0, -5)],
    ['a number', '5'],
    ['an empty object', '{}'],
    ['deep nesting', '['.repeat(50_000)],
  ]
  for (const [what, line] of invalidLines) {
    it(`reports ${what} and imports the other lines`, async () => {
      using computer = openComputer()
      const result = await importLines(computer.store, [
        HEADER,
        line,
        chunk(Buffer.from('x')),
        '',
        jobLine({ id: OTHER_ID }),
      ])
      assert.deepEqual([result.added, result.known, result.problems.map(({ line }) => line)], [1, 0, [2]])
      assert.deepEqual([computer.store.list().map((job) => job.id), computer.videos()], [[OTHER_ID], []])
    })
  }

  it('does not change a prototype', async () => {
    using computer = openComputer()
    const line = jobLine().replace('"job":{', '"__proto__":{"evil":1},"constructor":{},"job":{"__proto__":{"evil":1},')
    const hostile = '{"__proto__":{"evil":1},"constructor":{"prototype":{"evil":1}},"prompt":"x"}'
    const whole = line.replace(/}$/, `,"request":{"model":"m","values":${hostile}}}`)
    assert.equal((await importLines(computer.store, [HEADER, whole])).added, 1)
    const values: object = computer.store.request(ID)?.values ?? assert.fail()
    assert.deepEqual([({} as { evil?: number }).evil, (values as { evil?: number }).evil], [undefined, undefined])
    assert.equal(Object.getPrototypeOf(values), Object.prototype)
  })

  const video = pseudoRandomBytes('video', 1000)
  const withVideo = (videoBytes: number) => jobLine({}, { videoBytes })
  const incompleteVideos: readonly [what: string, lines: string[]][] = [
    ['too few bytes', [withVideo(1000), chunk(video.subarray(0, 999))]],
    ['too many bytes', [withVideo(1000), chunk(video), chunk(video)]],
    ['no bytes', [withVideo(1000)]],
    ['bytes of another job', [withVideo(1000), chunk(video, OTHER_ID)]],
    ['bytes that are not base64', [withVideo(1000), JSON.stringify({ videoOf: ID, base64: '%'.repeat(2000) })]],
    ['far fewer bytes than announced', [withVideo(Number.MAX_SAFE_INTEGER), chunk(video)]],
    ['bytes after the next job', [withVideo(1000), jobLine({ id: OTHER_ID, clientRequestId: 'd' }), chunk(video)]],
  ]
  for (const [what, lines] of incompleteVideos) {
    it(`adds a job without its video if the video has ${what}`, async () => {
      using computer = openComputer()
      const result = await importLines(computer.store, [HEADER, ...lines])
      assert.deepEqual(
        [computer.store.get(ID)?.file.state, computer.videos(), result.problems.map(({ line }) => line)],
        ['lost', [], [2]],
      )
    })
  }

  it('leaves no incomplete video if the file cannot be read to its end, and keeps the jobs before', async () => {
    using computer = openComputer()
    async function* failing(): AsyncGenerator<string> {
      yield* [HEADER, jobLine({ id: OTHER_ID, clientRequestId: 'd' }), withVideo(1000), chunk(video.subarray(0, 10))]
      throw new Error('The disk was removed')
    }
    await assert.rejects(importJobs(computer.store, failing(), START), /was removed/)
    assert.deepEqual([computer.store.list().map((job) => job.id), computer.videos()], [[OTHER_ID], []])
  })

  it('adds no job if its video cannot be written', async () => {
    using computer = openComputer()
    mkdirSync(join(computer.store.ensureVideosFolder(), `${ID}.mp4`))
    const { added, problems } = await importLines(computer.store, [HEADER, withVideo(1000), chunk(video)])
    assert.deepEqual([added, problems.length, computer.store.list(), computer.videos()], [0, 1, [], [`${ID}.mp4`]])
    using other = openComputer()
    writeFileSync(join(other.store.database.folder, 'videos'), 'not a folder')
    await assert.rejects(importLines(other.store, [HEADER, withVideo(1000), chunk(video)]))
  })

  it('leaves no video of a job that could not be added', async () => {
    using computer = openComputer()
    await computer.store.create(buildNewJob({ clientRequestId: 'c' }))
    const result = await importLines(computer.store, [HEADER, withVideo(1000), chunk(video)])
    assert.deepEqual([result.added, result.problems.length, computer.videos()], [0, 1, []])
  })

  it('leaves no video of a job whose transaction could not be committed', async () => {
    using computer = openComputer()
    const { sqlite } = computer.store.database
    const run = sqlite.exec.bind(sqlite)
    sqlite.exec = (sql) => {
      if (sql !== 'COMMIT') return run(sql)
      throw Object.assign(new Error('database or disk is full'), { errcode: 13 })
    }
    const result = await importLines(computer.store, [HEADER, withVideo(1000), chunk(video)])
    sqlite.exec = run
    assert.deepEqual([result.added, result.problems.length, computer.store.list(), computer.videos()], [0, 1, [], []])
  })

  it('leaves no video of a job that was deleted during the import', async () => {
    using computer = openComputer()
    const { store } = computer
    await store.create(buildNewJob({ id: ID, state: 'completed', patch: { fileState: 'lost' } }))
    async function* lines(): AsyncGenerator<string> {
      yield* [HEADER, withVideo(1000)]
      await store.setRemoved(ID, START)
      await deleteRemovedJob(store.database, ID)
      yield chunk(video)
    }
    const { restored, problems } = await importJobs(store, lines(), START)
    assert.deepEqual([restored, problems.length, store.list(), computer.videos()], [0, 1, [], []])
  })

  it('lets one of two concurrent imports be canceled', async () => {
    using computer = openComputer()
    const big = pseudoRandomBytes('big', 600_000)
    const lines = [HEADER, withVideo(big.length)]
    for (let at = 0; at < big.length; at += 100_000) lines.push(chunk(big.subarray(at, at + 100_000)))
    const { promise: canceled, resolve: onCanceled } = Promise.withResolvers<void>()
    async function* first(): AsyncGenerator<string> {
      yield* lines.slice(0, 4)
      await canceled
      yield* lines.slice(4)
    }
    async function* second(): AsyncGenerator<string> {
      yield* lines.slice(0, 3)
      throw new Error('Canceled')
    }
    const imported = importJobs(computer.store, first(), START)
    await assert.rejects(importJobs(computer.store, second(), START), /Canceled/)
    onCanceled()
    assert.deepEqual([(await imported).added, computer.videos()], [1, [`${ID}.mp4`]])
    assert.ok(readFileSync(join(computer.store.videosFolder, `${ID}.mp4`)).equals(big))
  })

  it('adds a job once, with its video, if it is imported twice at the same time', async () => {
    using computer = openComputer()
    const lines = [HEADER, withVideo(1000), chunk(video)]
    const results = await Promise.all([importLines(computer.store, lines), importLines(computer.store, lines)])
    assert.deepEqual(
      [results.map(({ added, known }) => added + known), results.flatMap(({ problems }) => problems)],
      [[1, 1], []],
    )
    assert.deepEqual([computer.store.list().length, computer.videos()], [1, [`${ID}.mp4`]])
    assert.ok(readFileSync(join(computer.store.videosFolder, `${ID}.mp4`)).equals(video))
  })

  const missing: readonly [what: string, patch: JobPatch][] = [
    ['lost', { fileState: 'lost', fileError: errorDetail('videoLost', {}) }],
    ['not downloaded', { fileState: 'failed', fileError: errorDetail('fileEmpty', {}) }],
    ['deleted', { fileState: 'deleted' }],
    ['still being downloaded', { fileState: 'downloading', nextAt: START + 3_600_000 }],
    ['deleted outside of the editor', { fileState: 'saved', fileName: `${OTHER_ID}.mp4`, fileSizeBytes: 1000 }],
  ]
  for (const [what, patch] of missing) {
    it(`restores a video that was ${what} on this computer`, async () => {
      using computer = openComputer()
      const local = { id: OTHER_ID, state: 'completed', patch: { ...patch, generationId: 'g' } } as const
      await computer.store.create(buildNewJob(local))
      const lines = [HEADER, jobLine({ generationId: 'g' }, { videoBytes: 1000 }), chunk(video)]
      const result = await importLines(computer.store, lines)
      const job = computer.store.get(OTHER_ID) as Job
      assert.deepEqual(
        [result, job.file.state, job.file.sizeBytes, job.file.error, job.nextAt, computer.videos()],
        [
          { added: 0, known: 0, restored: 1, problems: [] },
          ...['saved', 1000, undefined, undefined, [`${OTHER_ID}.mp4`]],
        ],
      )
      assert.ok(readFileSync(computer.store.videoPath(job) ?? '').equals(video))
      assert.equal((await importLines(computer.store, lines)).known, 1)
    })
  }

  for (const [what, generationId, nextAt, fileState] of [
    ['whose result was a data: URI', 'g', START, 'none'],
    ['without a URL and a generation ID', undefined, undefined, 'lost'],
  ] as const) {
    it(`does not leave a completed job ${what} without an attempt and an action`, async () => {
      using computer = openComputer()
      await importLines(computer.store, [HEADER, jobLine({ generationId })])
      const job = computer.store.get(ID) as Job
      const actions = availableActions(job, { hasRequest: false })
      const isLost = fileState === 'lost'
      assert.deepEqual([job.file.state, job.nextAt, actions.has('downloadAgain')], [fileState, nextAt, isLost])
    })
  }

  const hostileLines: readonly [what: string, line: string | undefined][] = [
    [
      'too many values',
      `${jobLine().slice(0, -1)},"request":{"model":"m","values":{"a":[${'1,'.repeat(50_000_000)}1]}}}`,
    ],
    ['too many objects', `{"job":[${'{},'.repeat(10_000_000)}{}]}`],
    ['too many characters', undefined],
  ]
  for (const [what, line] of hostileLines) {
    it(`reports a line with ${what} and imports the next one`, async () => {
      using computer = openComputer()
      const result = await importLines(computer.store, [HEADER, line, jobLine({ id: OTHER_ID })])
      assert.deepEqual([result.added, result.problems.map(({ line }) => line)], [1, [2]])
      assert.match(result.problems[0]?.message ?? '', /^The line (has too many values|is too long)\.$/)
    })
  }

  it('does not add the same ID in upper case, which would overwrite the video', async () => {
    using computer = openComputer()
    await computer.store.create(buildNewJob({ id: ID }))
    const upper = { id: ID.toUpperCase() }
    assert.equal(
      (await importLines(computer.store, [HEADER, jobLine(upper, { videoBytes: 1000 }), chunk(video)])).known,
      1,
    )
    assert.deepEqual(computer.videos(), [])
  })

  it('drops a URL on this computer, which the editor would request', async () => {
    using computer = openComputer()
    const local = { apiOrigin: 'http://127.0.0.1:1', resultUrl: 'http://127.0.0.1:9229/json' }
    await importLines(computer.store, [HEADER, jobLine(local)])
    assert.equal(computer.store.get(ID)?.resultUrl, undefined)
  })

  it('leaves no completed job without its video waiting: the service is asked for a URL, or the video is lost', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const resultUrl = 'data:video/mp4;base64,AAAA'
    const { id: generationId } = context.service.addGeneration('c2')
    async function* read(): AsyncGenerator<string> {
      yield* [HEADER, jobLine({ resultUrl }), jobLine({ id: OTHER_ID, clientRequestId: 'c2', resultUrl, generationId })]
    }
    await window.scheduler.importJobs(read())
    await context.advance(30_000)
    const actions = [...availableActions(window.store.get(ID) ?? assert.fail(), { hasRequest: false })]
    assert.deepEqual(
      [window.store.get(ID)?.file.state, actions.includes('downloadAgain'), window.store.get(OTHER_ID)?.file.state],
      ['lost', true, 'saved'],
    )
  })

  it('does not add a generation that another job has', async () => {
    using computer = openComputer()
    await computer.store.create(buildNewJob({ patch: { generationId: 'a:b/c' } }))
    assert.deepEqual(await importLines(computer.store, [HEADER, jobLine({ generationId: 'a:b/c' })]), {
      ...{ added: 0, known: 1, restored: 0, problems: [] },
    })
  })

  for (const state of ['submitting', 'unconfirmed', 'queued', 'generating'] as const) {
    it(`searches for a ${state} job without a generation ID and never sends it`, async () => {
      using context = createTestContext()
      const window = context.openWindow()
      async function* read(): AsyncGenerator<string> {
        yield* [HEADER, jobLine({ state }, { request: { model: MODEL, values: { prompt: 'x' } } })]
      }
      await window.scheduler.importJobs(read())
      assert.equal(window.store.get(ID)?.state, 'unconfirmed')
      await context.advance(150 * 60_000, 30_000)
      assert.deepEqual(
        [
          context.service.callCount('post'),
          context.service.callCount('logs'),
          context.notifications.map((job) => job.state),
        ],
        [...[0, SEARCH_DELAYS_MS.length], ['unconfirmed']],
      )
    })
  }

  it('continues a running job if its service is the one in use', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const generation = context.service.addGeneration('c')
    async function* read(): AsyncGenerator<string> {
      yield* [HEADER, jobLine({ state: 'queued', generationId: generation.id })]
      yield jobLine({
        id: OTHER_ID,
        clientRequestId: 'd',
        state: 'queued',
        generationId: 'x',
        apiOrigin: 'https://b.example',
      })
    }
    await window.scheduler.importJobs(read())
    await context.advance(60_000)
    assert.deepEqual(
      [window.store.get(ID)?.file.state, window.store.get(OTHER_ID)?.state, context.notifications.map((job) => job.id)],
      ['saved', 'queued', [ID]],
    )
  })
})
