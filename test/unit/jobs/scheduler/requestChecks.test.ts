import assert from 'node:assert/strict'
import { buildNewJob, MODEL, ORIGIN } from '../../../fixtures/jobs/buildJob.ts'
import { START } from '../../../fixtures/jobs/fakeClock.ts'
import { only, rejects } from '../../../fixtures/jobs/jobAssertions.ts'
import { makeWorld, REQUEST } from '../../../fixtures/jobs/testContext.ts'

const SANDBOX = 'http://127.0.0.1:8787'
const ID = '0b1c2d3e-4f50-4000-8000-000000000000'

async function* exported(request: unknown): AsyncGenerator<string> {
  yield JSON.stringify({ format: 'wan-vace-jobs', version: 1 })
  const job = { id: ID, clientRequestId: 'c', apiOrigin: ORIGIN, model: MODEL, prompt: 'A dancer' }
  yield JSON.stringify({ job: { ...job, state: 'failed', createdAt: START }, request })
}

describe('what is bought is what the person was told', () => {
  it('and where: a job of a sandbox is not tried again at the service by itself', async () => {
    using w = makeWorld()
    const window = w.window()
    const { id } = window.store.create(buildNewJob({ apiOrigin: SANDBOX, state: 'failed' }))
    await assert.rejects(window.engine.retry(id), rejects('conflict'))
    assert.deepEqual([w.service.count('post'), only(window).id, only(window).retriedAs], [0, id, undefined])
    const job = await window.engine.retry(id, ORIGIN)
    assert.deepEqual([w.service.count('post'), job.apiOrigin], [1, ORIGIN])
  })

  it('and where: the sandbox that was to make it may have ended meanwhile', async () => {
    using w = makeWorld()
    const window = w.window()
    await assert.rejects(window.engine.submit(REQUEST, SANDBOX), rejects('conflict'))
    assert.deepEqual([w.service.count('post'), window.store.list()], [0, []])
    assert.equal((await window.engine.submit(REQUEST, ORIGIN)).apiOrigin, ORIGIN)
  })

  const { values } = REQUEST
  const hostile: readonly [what: string, request: unknown][] = [
    ['another model', { model: 'google/veo-3', values }],
    ['another model in its values', { model: MODEL, values: { ...values, model: 'google/veo-3' } }],
    ['a field that the model has not', { model: MODEL, values: { ...values, webhook: 'https://evil.example' } }],
    ['a value out of bounds', { model: MODEL, values: { ...values, num_frames: 100_000 } }],
    ['no prompt', { model: MODEL, values: {} }],
  ]
  for (const [what, request] of hostile) {
    it(`and what: an imported request with ${what} cannot be sent`, async () => {
      using w = makeWorld()
      const window = w.window()
      await window.engine.importJobs(exported(request))
      await assert.rejects(window.engine.retry(ID), rejects('invalid'))
      assert.deepEqual([w.service.count('post'), only(window).id, only(window).retriedAs], [0, ID, undefined])
    })
  }

  it('and what: an imported request with an empty text is stored and sent with it', async () => {
    using w = makeWorld()
    const window = w.window()
    await window.engine.importJobs(exported({ model: MODEL, values: { ...values, negative_prompt: '' } }))
    await window.engine.retry(ID)
    assert.deepEqual(
      [window.store.request(only(window).id), w.service.sold.map(({ request }) => request)],
      [
        { model: MODEL, values: { ...values, negative_prompt: '' } },
        [{ model: MODEL, values: { ...values, negative_prompt: '' } }],
      ],
    )
  })

  it('and what: an imported job is listed with the prompt that it would buy', async () => {
    using w = makeWorld()
    const window = w.window()
    await window.engine.importJobs(exported({ model: MODEL, values: { ...values, prompt: 'Something else' } }))
    assert.equal(only(window).prompt, 'Something else')
  })
})
