import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ResultFetch } from '../../../../src/api/transport/resultFetch.ts'
import { toDataUri } from '../../../../src/core/model/mediaUrl.ts'
import { JobStore } from '../../../../src/jobs/store/jobStore.ts'
import { downloadSource } from '../../../../src/jobs/video/downloadSource.ts'
import { deleteVideo } from '../../../../src/jobs/video/videoFiles.ts'
import { quietLog } from '../../../bench/support/quietLog.ts'
import { buildNewJob, MODEL } from '../../../fixtures/jobs/buildJob.ts'
import { START } from '../../../fixtures/jobs/fakeClock.ts'
import { pseudoRandomBytes, serveBytes, startFileServer } from '../../../fixtures/jobs/fileServer.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'

const BYTES = pseudoRandomBytes('source', 50_000)
const LOCAL = 'http://127.0.0.1:1'

describe('downloadSource', () => {
  let folder: ReturnType<typeof tempFolder>
  let store: JobStore
  const requested: { url: string; serviceOrigin: string | undefined }[] = []
  const fetchFile: ResultFetch = (url, init) => {
    requested.push({ url, serviceOrigin: init.serviceOrigin })
    return fetch(url, { headers: init.headers, signal: init.signal, redirect: 'manual' })
  }

  beforeEach(() => {
    requested.length = 0
    folder = tempFolder()
    store = new JobStore(folder.path, quietLog, START)
  })
  afterEach(async () => {
    await store.close()
    folder[Symbol.dispose]()
  })

  async function run(url: unknown, options: { apiOrigin?: string; origin?: string; signal?: AbortSignal } = {}) {
    const { apiOrigin = LOCAL, origin = LOCAL, signal = new AbortController().signal } = options
    const request = { model: MODEL, values: url === undefined ? {} : { video_url: url } }
    const job = await store.create(buildNewJob({ apiOrigin, request }))
    const shares: number[] = []
    const path = await downloadSource(job, request, {
      ...{ store, fetch: fetchFile, origin: () => origin, stallMs: 5000, signal },
      onProgress: (share) => shares.push(share),
    })
    return { job, path, shares }
  }

  const code = (run: Promise<unknown>) =>
    run.then(
      () => undefined,
      (error: { detail?: { code?: string } }) => error.detail?.code,
    )

  it('saves the video beside the results, and deletes it with the job', async () => {
    await using server = await startFileServer((request, response) => serveBytes(BYTES, request, response))
    const { job, path, shares } = await run(`${server.origin}/v.mp4`)
    assert.ok(readFileSync(path).equals(BYTES))
    assert.equal(path, join(store.videosFolder, `${job.id}.source.mp4`))
    assert.equal(shares.at(-1), 1)
    deleteVideo(job, store.videosFolder)
    assert.deepEqual(readdirSync(store.videosFolder), [])
  })

  it('copies a local file from the request without a connection', async () => {
    const { path } = await run(toDataUri('video/mp4', 'my "dance".mp4', BYTES.toString('base64')))
    assert.ok(readFileSync(path).equals(BYTES))
    assert.deepEqual(requested, [])
  })

  it('requests nothing on this computer for a job of another service, and nothing without https', async () => {
    const urls = ['http://127.0.0.1:9/v.mp4', 'http://a.example/v.mp4', 'file:///etc/passwd', 'ftp://a.example/v', 'x']
    for (const url of urls) assert.equal(await code(run(url, { apiOrigin: 'https://api.example' })), 'unsafeUrl', url)
    assert.deepEqual(requested, [])
  })

  it('lets the network check the address of a remote URL, and never trusts the origin of an import', async () => {
    await code(run('https://127.0.0.1.invalid/v.mp4', { apiOrigin: 'http://127.0.0.1:2' }))
    assert.deepEqual(
      requested.map(({ serviceOrigin }) => serviceOrigin),
      [undefined],
    )
  })

  it('rejects what is not a video, and a request that is not known', async () => {
    await using server = await startFileServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')
    })
    assert.equal(await code(run(`${server.origin}/v.mp4`)), 'fileNotVideo')
    assert.equal(await code(run('data:text/html;base64,AAAA')), 'fileNotVideo')
    assert.equal(await code(run(undefined)), 'requestUnknown')
    assert.equal(existsSync(store.videosFolder) ? readdirSync(store.videosFolder).length : 0, 0)
  })
})
