import assert from 'node:assert/strict'
import { describe, it } from 'mocha'
import { createApiClient } from '../../../src/api/createApiClient.ts'
import { presentAccountGeneration } from '../../../src/editor/presentation/accountGeneration.ts'
import { l10n, NOW } from '../../fixtures/renderContext.ts'
import { errorOf, KEY, memoryLog } from './support/apiTestContext.ts'

/** A client that gets this response to every call. */
function clientFor(body: string, status = 200) {
  const transport = async () => new Response(body, { status })
  return createApiClient({ baseUrl: 'https://api.example', key: KEY, transport, log: memoryLog(), now: () => NOW })
}

const generation = (rest: object) => JSON.stringify({ id: 'a', status: 'completed', ...rest })

describe('A hostile response', () => {
  it('cannot block the extension host with a very long link', async () => {
    const body = JSON.stringify({ message: `No credits: https://x.example/${'.'.repeat(63_000)}x` })
    const error = await errorOf(clientFor(body, 402).getBalance())
    assert.deepEqual([error.code, error.detail.args], ['outOfCredits', {}])
  })

  it('cannot put the key into the error of a job', async () => {
    const error = { name: `E ${KEY}`, message: `Header "Bearer ${KEY}" was refused` }
    const response = await clientFor(generation({ status: 'error', error })).getGeneration('a')
    assert.deepEqual(response.error, { name: 'E ***', message: 'Header "Bearer ***" was refused' })
  })

  for (const [what, part] of [
    ['objects', '{},'],
    ['arrays', '[],'],
    ['nesting', '['],
    ['numbers', '1,'],
  ] as const) {
    it(`cannot fill the memory with ${what}`, async () => {
      const error = await errorOf(clientFor(`{"id":"a","x":[${part.repeat(1_000_000)}`).getGeneration('a'))
      assert.deepEqual(error.detail, {
        code: 'unreadable',
        args: { host: 'api.example', cause: 'tooLarge' },
      })
    })
  }

  it('may contain a video of several megabytes, but no URL of that size', async () => {
    const data = `data:video/mp4;base64,${'A'.repeat(4_000_000)}`
    const urls = [data, `https://cdn.example/${'a'.repeat(4_000_000)}`, 'https://cdn.example/a.mp4']
    const responses = await Promise.all(urls.map((url) => clientFor(generation({ video: { url } })).getGeneration('a')))
    assert.deepEqual(
      responses.map(({ videoUrl }) => videoUrl?.length),
      [data.length, undefined, 25],
    )
  })

  it('cannot hide generations of the account with an invalid date', async () => {
    const row = { status: 'succeeded', model: 'm', inference_id: 'a' }
    const data = [1e300, -1e300, '2026-08-21T12:00:00Z'].map((created) => ({ ...row, created }))
    const page = { days: 1, models: ['m'], limit: 100, offset: 0 }
    const { rows } = await clientFor(JSON.stringify({ data })).listLogs(page)
    const context = { l10n, locale: 'en', now: NOW }
    assert.equal(rows.map((logRow) => presentAccountGeneration({ row: logRow, known: false }, context)).length, 1)
  })
})
