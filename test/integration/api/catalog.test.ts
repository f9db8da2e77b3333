import assert from 'node:assert/strict'
import { describe, it } from 'mocha'
import { MockAgent } from 'undici'
import { type CatalogQuery, getPricing } from '../../../src/api/catalog.ts'
import { undiciTransport } from '../../../src/api/transport/undiciTransport.ts'
import { errorOf, memoryLog } from './support/apiTestContext.ts'

const ORIGIN = 'https://api.example'
const MODEL = 'alibaba/wan'

/** Asks for a price, with this response. */
async function ask(
  { status = 200, body, etag }: { status?: number; body?: unknown; etag?: string },
  query: Partial<CatalogQuery> = {},
) {
  const agent = new MockAgent()
  agent.disableNetConnect()
  let call: { path: string; headers: Record<string, string> } | undefined
  agent
    .get(ORIGIN)
    .intercept({ path: /.*/ })
    .reply(({ path, headers }) => {
      call = { path, headers: headers as Record<string, string> }
      const data = typeof body === 'string' ? body : JSON.stringify(body ?? '')
      return { statusCode: status, data, responseOptions: { headers: etag === undefined ? {} : { etag } } }
    })
  const connection = { baseUrl: ORIGIN, transport: undiciTransport(agent), log: memoryLog(), now: Date.now }
  const answer = getPricing(connection, { model: MODEL, ...query })
  const sent = async () => {
    await answer.catch(() => undefined)
    return call
  }
  return { answer, call: sent }
}

describe('getPricing', () => {
  it('asks for one model, without a key', async () => {
    const { call } = await ask({ body: { data: [] } })
    const { path, headers } = (await call()) ?? assert.fail()
    assert.deepEqual(
      [path, headers['authorization'], headers['if-none-match']],
      ['/v1/models?id=alibaba%2Fwan&include=pricing', undefined, undefined],
    )
  })

  const pricing = { kind: 'variable' }
  const rows: readonly (readonly [string, unknown, unknown])[] = [
    [
      'the ID',
      {
        data: [
          { id: 'other', pricing: 1 },
          { id: MODEL, pricing },
        ],
      },
      pricing,
    ],
    ['an alias', { data: [{ id: 'other', aliases: ['x', MODEL], pricing }] }, pricing],
    [
      'the ID before an alias',
      {
        data: [
          { id: 'other', aliases: [MODEL], pricing: 1 },
          { id: MODEL, pricing },
        ],
      },
      pricing,
    ],
    ['an entry among malformed ones', { data: [null, 1, { id: 2 }, { id: MODEL, aliases: 5, pricing }] }, pricing],
    ['no entry', { data: [{ id: 'other', pricing }] }, undefined],
    ['an entry without a price', { data: [{ id: MODEL }] }, undefined],
  ]
  for (const [name, body, expected] of rows) {
    it(`finds the price by ${name}`, async () => {
      const { answer } = await ask({ body, etag: '"1"' })
      assert.deepEqual(await answer, { kind: 'pricing', pricing: expected, etag: '"1"' })
    })
  }

  it('sends the ETag, and returns that nothing changed', async () => {
    const { answer, call } = await ask({ status: 304 }, { etag: 'W/"7"' })
    assert.deepEqual([await answer, (await call())?.headers['if-none-match']], [{ kind: 'notModified' }, 'W/"7"'])
  })

  it('rejects for a response that is no catalog', async () => {
    const responses = [{ status: 304 }, { status: 500 }, { body: '<html>' }, { body: { data: {} } }, { body: [] }]
    const codes = []
    for (const response of responses) codes.push((await errorOf((await ask(response)).answer)).code)
    assert.deepEqual(codes, ['redirected', 'serviceError', 'unreadable', 'unreadable', 'unreadable'])
  })
})
