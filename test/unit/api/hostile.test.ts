import assert from 'node:assert/strict'
import { describe, it } from 'mocha'
import { createApiClient } from '../../../src/api/createApiClient.ts'
import { presentAccountGeneration } from '../../../src/editor/presentation/accountGeneration.ts'
import { l10n, NOW } from '../../fixtures/renderContext.ts'
import { failureOf, KEY, memoryLog } from './support/apiTestContext.ts'

/** A client that is answered with `body`, whatever it asks. */
function answered(body: string, status = 200) {
  const transport = async () => new Response(body, { status })
  return createApiClient({ baseUrl: 'https://api.example', key: KEY, transport, log: memoryLog(), now: () => NOW })
}

const generation = (rest: object) => JSON.stringify({ id: 'a', status: 'completed', ...rest })

describe('a hostile answer of the API', () => {
  it('cannot hold the editor up with a link that does not end', async () => {
    const started = performance.now()
    const body = JSON.stringify({ message: `No credits: https://x.example/${'.'.repeat(63_000)}x` })
    const failure = await failureOf(answered(body, 402).getBalance())
    assert.deepEqual([failure.kind, failure.details.billingUrl], ['outOfCredits', undefined])
    assert.ok(performance.now() - started < 1000)
  })

  it('cannot make the key part of what is kept about a job', async () => {
    const error = { name: `E ${KEY}`, message: `Header "Bearer ${KEY}" was refused` }
    const answer = await answered(generation({ status: 'error', error })).getGeneration('a')
    assert.deepEqual(answer.error, { name: 'E ***', message: 'Header "Bearer ***" was refused' })
  })

  for (const [what, part] of [
    ['objects', '{},'],
    ['lists', '[],'],
    ['depth', '['],
    ['numbers', '1,'],
  ] as const) {
    it(`cannot fill the memory with ${what}`, async () => {
      const failure = await failureOf(answered(`{"id":"a","x":[${part.repeat(1_000_000)}`).getGeneration('a'))
      assert.deepEqual([failure.kind, /too large/.test(failure.message)], ['unreadable', true])
    })
  }

  it('may hold a video of megabytes, but no address of that size', async () => {
    const data = `data:video/mp4;base64,${'A'.repeat(4_000_000)}`
    const urls = [data, `https://cdn.example/${'a'.repeat(4_000_000)}`, 'https://cdn.example/a.mp4']
    const answers = await Promise.all(urls.map((url) => answered(generation({ video: { url } })).getGeneration('a')))
    assert.deepEqual(
      answers.map(({ videoUrl }) => videoUrl?.length),
      [data.length, undefined, 25],
    )
  })

  it('cannot hide the account’s generations behind one with a date that is none', async () => {
    const row = { status: 'succeeded', model: 'm', inference_id: 'a' }
    const data = [1e300, -1e300, '2026-08-21T12:00:00Z'].map((created) => ({ ...row, created }))
    const page = { days: 1, models: ['m'], limit: 100, offset: 0 }
    const { rows } = await answered(JSON.stringify({ data })).listLogs(page)
    const around = { l10n, locale: 'en', now: NOW }
    assert.equal(rows.map((one) => presentAccountGeneration({ row: one, known: false }, around)).length, 1)
  })
})
