import assert from 'node:assert/strict'
import { buildNewJob, ORIGIN } from '../../../fixtures/jobs/buildJob.ts'
import { onlyJob } from '../../../fixtures/jobs/jobAssertions.ts'
import { createTestContext, MINUTE, VIDEO_URL } from '../../../fixtures/jobs/testContext.ts'

const SANDBOX = 'http://127.0.0.1:8787'
const LOCAL_URL = 'http://127.0.0.1:9229/json'

const redirect = () => new Response(null, { status: 302, headers: { location: LOCAL_URL } })

/** Yields an export of a completed job that was sent to a service on this computer. */
async function* exportedJob(): AsyncGenerator<string> {
  const service = { apiOrigin: SANDBOX, model: 'alibaba/wan2.2-vace-fun-a14b-pose', clientRequestId: 'c' }
  const times = { createdAt: 1, finishedAt: 2 }
  const id = '00000000-0000-4000-8000-000000000001'
  yield JSON.stringify({ format: 'wan-vace-jobs', version: 2 })
  yield JSON.stringify({ job: { id, ...service, ...times, prompt: '', state: 'completed', resultUrl: VIDEO_URL } })
}

describe('a result on this computer', () => {
  it('is not requested because an import names a service on this computer', async () => {
    using context = createTestContext()
    context.files.set(VIDEO_URL, redirect)
    const window = context.openWindow()
    await window.scheduler.importJobs(exportedJob())
    await context.advance(MINUTE)
    const { apiOrigin, file } = onlyJob(window)
    assert.deepEqual(
      [apiOrigin, context.downloads, file.state, file.error?.code],
      [SANDBOX, [VIDEO_URL], 'failed', 'unsafeUrl'],
    )
  })

  it('is requested while this window is connected to the service on this computer', async () => {
    using context = createTestContext()
    context.files.set(VIDEO_URL, redirect)
    const window = context.openWindow(SANDBOX)
    const patch = { resultUrl: VIDEO_URL, nextAt: context.clock.now() }
    await window.store.create(buildNewJob({ state: 'completed', apiOrigin: SANDBOX, patch }))
    await context.advance(MINUTE)
    assert.deepEqual([context.downloads, onlyJob(window).file.state], [[VIDEO_URL, LOCAL_URL], 'saved'])
  })

  it('is not requested for a job of another service, although this window is connected to one on this computer', async () => {
    using context = createTestContext()
    context.files.set(VIDEO_URL, redirect)
    const window = context.openWindow(SANDBOX)
    const patch = { resultUrl: VIDEO_URL, nextAt: context.clock.now() }
    await window.store.create(buildNewJob({ state: 'completed', apiOrigin: ORIGIN, patch }))
    await context.advance(MINUTE)
    assert.deepEqual([context.downloads, onlyJob(window).file.error?.code], [[VIDEO_URL], 'unsafeUrl'])
  })

  it('waits for the window that is connected to its sandbox', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const patch = { resultUrl: LOCAL_URL, nextAt: context.clock.now() }
    await window.store.create(buildNewJob({ state: 'completed', apiOrigin: SANDBOX, patch }))
    await context.advance(MINUTE)
    assert.deepEqual([context.downloads, onlyJob(window).file.state], [[], 'none'])
    context.openWindow(SANDBOX)
    await context.advance(5000)
    assert.deepEqual([context.downloads, onlyJob(window).file.state], [[LOCAL_URL], 'saved'])
  })
})
