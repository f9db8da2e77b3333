import assert from 'node:assert/strict'
import { describe, it } from 'mocha'
import { createApiClient } from '../../../src/api/createApiClient.ts'
import { createGeneration, errorOf, KEY, memoryLog } from './support/apiTestContext.ts'

const API_BODY = { message: 'No', path: '/v2/x', requestId: 'r', statusCode: 0, timestamp: '2026-08-21T12:00:00Z' }

async function failedPost(status: number, body: string) {
  const transport = async () => new Response(body, { status })
  const client = createApiClient({ baseUrl: 'https://a.example', key: KEY, transport, log: memoryLog(), now: Date.now })
  const { rejected, code } = await errorOf(createGeneration(client))
  return { rejected, code }
}

describe('A request counts as rejected, so that it was not bought,', () => {
  for (const status of [400, 401, 403, 404, 413, 429]) {
    it(`for ${status} with the error body of the API`, async () => {
      const bodies = [
        { ...API_BODY, statusCode: status },
        { ...API_BODY, statusCode: String(status) },
        { message: 'No', statusCode: status },
        { message: 'No', requestId: 'r' },
        { message: [{ path: 'prompt', message: 'Required' }], timestamp: 'now' },
      ]
      const results = await Promise.all(bodies.map((body) => failedPost(status, JSON.stringify(body))))
      assert.deepEqual(
        results.map(({ rejected }) => rejected),
        bodies.map(() => true),
      )
    })

    it(`but not for ${status} with another body`, async () => {
      const bodies = [
        '<html><body>Forbidden</body></html>',
        '',
        'Forbidden',
        '{}',
        'null',
        '{"message":"Forbidden"}',
        '{"error":{"message":"Forbidden"}}',
        JSON.stringify({ ...API_BODY, statusCode: 500 }),
        JSON.stringify({ ...API_BODY, statusCode: status }).slice(0, -9),
      ]
      const results = await Promise.all(bodies.map((body) => failedPost(status, body)))
      assert.deepEqual(
        results.map(({ rejected }) => rejected),
        bodies.map(() => false),
      )
    })
  }

  for (const status of [402, 405, 407, 408, 409, 421, 422, 425, 451, 499, 500, 503]) {
    it(`but not for ${status}, which the API does not document for a rejection`, async () => {
      const { rejected } = await failedPost(status, JSON.stringify({ ...API_BODY, statusCode: status }))
      assert.equal(rejected, false)
    })
  }

  it('and a web page for 403 and 404 is not about a scope or a generation', async () => {
    const codes = [403, 404, 408, 425].map(async (status) => (await failedPost(status, '<html>')).code)
    assert.deepEqual(await Promise.all(codes), ['unreadable', 'unreadable', 'unreadable', 'unreadable'])
    assert.equal((await failedPost(404, 'Not found')).code, 'refused')
  })
})
