import assert from 'node:assert/strict'
import { buildNewJob, MODEL, ORIGIN } from '../../../fixtures/jobs/buildJob.ts'
import { START } from '../../../fixtures/jobs/fakeClock.ts'
import { isAppError, onlyJob } from '../../../fixtures/jobs/jobAssertions.ts'
import { createTestContext, REQUEST } from '../../../fixtures/jobs/testContext.ts'

const SANDBOX = 'http://127.0.0.1:8787'
const ID = '0b1c2d3e-4f50-4000-8000-000000000000'

async function* exported(request: unknown): AsyncGenerator<string> {
  yield JSON.stringify({ format: 'wan-vace-jobs', version: 2 })
  const job = { id: ID, clientRequestId: 'c', apiOrigin: ORIGIN, model: MODEL, prompt: 'A dancer' }
  yield JSON.stringify({ job: { ...job, state: 'failed', createdAt: START }, request })
}

describe('a request that is sent', () => {
  it('does not go to the service if the user retries a job of a sandbox, unless the user was shown the service', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const { id } = await window.store.create(buildNewJob({ apiOrigin: SANDBOX, state: 'failed' }))
    await assert.rejects(window.scheduler.retry(id), isAppError('conflict'))
    assert.deepEqual(
      [context.service.callCount('post'), onlyJob(window).id, onlyJob(window).retriedAs],
      [0, id, undefined],
    )
    const job = await window.scheduler.retry(id, { origin: ORIGIN })
    assert.deepEqual([context.service.callCount('post'), job.apiOrigin], [1, ORIGIN])
  })

  it('does not go to the service if the sandbox that the user was shown has stopped', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    await assert.rejects(window.scheduler.submit(REQUEST, { origin: SANDBOX }), isAppError('conflict'))
    assert.deepEqual([context.service.callCount('post'), window.store.list()], [0, []])
    assert.equal((await window.scheduler.submit(REQUEST, { origin: ORIGIN })).apiOrigin, ORIGIN)
  })

  const { values } = REQUEST
  const hostile: readonly [what: string, request: unknown][] = [
    ['another model', { model: 'google/veo-3', values }],
    ['another model in its values', { model: MODEL, values: { ...values, model: 'google/veo-3' } }],
    ['a field that the model does not have', { model: MODEL, values: { ...values, webhook: 'https://evil.example' } }],
    ['a value out of range', { model: MODEL, values: { ...values, num_frames: 100_000 } }],
    ['no prompt', { model: MODEL, values: {} }],
  ]
  for (const [what, request] of hostile) {
    it(`is not an imported one with ${what}`, async () => {
      using context = createTestContext()
      const window = context.openWindow()
      await window.scheduler.importJobs(exported(request))
      await assert.rejects(window.scheduler.retry(ID), isAppError('invalid'))
      assert.deepEqual(
        [context.service.callCount('post'), onlyJob(window).id, onlyJob(window).retriedAs],
        [0, ID, undefined],
      )
    })
  }

  it('contains an empty text that was imported', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const request = { model: MODEL, values: { ...values, negative_prompt: '' } }
    await window.scheduler.importJobs(exported(request))
    await window.scheduler.retry(ID)
    const sent = context.service.generations.map((generation) => generation.request)
    assert.deepEqual([window.store.request(onlyJob(window).id), sent], [request, [request]])
  })

  it('has the prompt with which an imported job is listed', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    await window.scheduler.importJobs(exported({ model: MODEL, values: { ...values, prompt: 'Something else' } }))
    assert.equal(onlyJob(window).prompt, 'Something else')
  })
})
