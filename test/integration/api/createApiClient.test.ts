import assert from 'node:assert/strict'
import { describe, it } from 'mocha'
import { MockAgent } from 'undici'
import { createApiClient } from '../../../src/api/createApiClient.ts'
import type { ApiErrorDetail, FailedCall } from '../../../src/api/errors.ts'
import { undiciTransport } from '../../../src/api/transport/undiciTransport.ts'
import { errorDetail } from '../../../src/core/errors.ts'
import { createGeneration, errorOf, KEY, memoryLog } from './support/apiTestContext.ts'

const ORIGIN = 'https://api.example'
const NOW = Date.parse('2026-08-21T12:00:00Z')

interface MockResponse {
  readonly status: number
  readonly body: string | object
  readonly headers?: Record<string, string>
}

/** A client whose next call gets the response. Nothing is sent. */
function clientFor({ status, body, headers = {} }: MockResponse) {
  const agent = new MockAgent()
  agent.disableNetConnect()
  const calls: { path: string; headers: unknown; body: unknown }[] = []
  for (const method of ['GET', 'POST']) {
    agent
      .get(ORIGIN)
      .intercept({ path: /.*/, method })
      .reply((options) => {
        calls.push({ path: options.path, headers: options.headers, body: options.body })
        return {
          statusCode: status,
          data: typeof body === 'string' ? body : JSON.stringify(body),
          responseOptions: { headers },
        }
      })
  }
  const log = memoryLog()
  const client = createApiClient({ baseUrl: ORIGIN, key: KEY, transport: undiciTransport(agent), log, now: () => NOW })
  return { client, calls, logLines: log.lines }
}

describe('createApiClient: an error response', () => {
  const rows: { name: string; response: MockResponse; detail: ApiErrorDetail; call?: Partial<FailedCall> }[] = [
    {
      name: '400 whose message names a field',
      response: {
        status: 400,
        body: { message: 'num_frames: Expected number, received string', requestId: 'req-1', statusCode: '400' },
      },
      detail: errorDetail(
        'badRequest',
        { field: 'num_frames' },
        { message: 'num_frames: Expected number, received string' },
      ),
      call: { supportId: 'req-1' },
    },
    {
      name: '400 with a list of issues',
      response: {
        status: 400,
        body: { message: 'Validation failed', errors: [{ path: ['body', 'prompt'], message: 'Required' }] },
      },
      detail: errorDetail('badRequest', { field: 'prompt' }, { message: 'Validation failed: Required' }),
    },
    {
      name: '400 whose message is a list of issues',
      response: { status: 400, body: { message: [{ path: 'image_list[0].url', message: 'Invalid url' }] } },
      detail: errorDetail('badRequest', { field: 'image_list' }, { message: 'Invalid url' }),
    },
    {
      name: '422 that names no field of the request',
      response: { status: 422, body: 'Unprocessable' },
      detail: errorDetail('badRequest', { field: undefined }, { message: 'Unprocessable' }),
    },
    {
      name: '401 that quotes the key',
      response: { status: 401, body: { message: `Invalid key ${KEY}` }, headers: { 'x-request-id': `q-${KEY}` } },
      detail: errorDetail('unauthorized', {}, { message: 'Invalid key ***' }),
      call: { supportId: 'q-***' },
    },
    {
      name: '401 that quotes the key with an invisible character inside',
      response: { status: 401, body: { message: `Invalid key ${KEY.slice(0, 9)}\u200b${KEY.slice(9)}` } },
      detail: errorDetail('unauthorized', {}, { message: 'Invalid key ***' }),
    },
    {
      name: '403 without credits',
      response: {
        status: 403,
        body: { message: "You've run out of credits. Top up at https://aimlapi.com/app/billing." },
      },
      detail: errorDetail(
        'outOfCredits',
        { billingUrl: 'https://aimlapi.com/app/billing' },
        { message: "You've run out of credits. Top up at https://aimlapi.com/app/billing." },
      ),
    },
    {
      name: '403 without credits, with links that are not safe to open',
      response: { status: 403, body: { message: `No credits: http://evil.example/ or https://a.example/?k=${KEY}` } },
      detail: errorDetail(
        'outOfCredits',
        {},
        { message: 'No credits: http://evil.example/ or https://a.example/?k=***' },
      ),
    },
    {
      name: '403 for a scope whose name contains "payment"',
      response: { status: 403, body: { message: 'The key lacks scope payment:video' } },
      detail: errorDetail('forbidden', {}, { message: 'The key lacks scope payment:video' }),
    },
    {
      name: '413 with HTML of a gateway',
      response: { status: 413, body: '<html><h1>413</h1></html>' },
      detail: errorDetail('tooLarge', { sizeBytes: 118 }),
    },
    {
      name: '429 with seconds',
      response: { status: 429, body: { message: 'Too many requests.' }, headers: { 'retry-after': '3' } },
      detail: errorDetail('rateLimited', { retryAfterMs: 3000 }),
      call: { retryAfterMs: 3000 },
    },
    {
      name: '429 with a date',
      response: { status: 429, body: {}, headers: { 'retry-after': 'Fri, 21 Aug 2026 12:00:30 GMT' } },
      detail: errorDetail('rateLimited', { retryAfterMs: 30_000 }),
      call: { retryAfterMs: 30_000 },
    },
    {
      name: '429 without a time',
      response: { status: 429, body: 'null' },
      detail: errorDetail('rateLimited', { retryAfterMs: undefined }),
    },
    {
      name: '409 with a nested message',
      response: { status: 409, body: { error: { message: 'Generation exists' } } },
      detail: errorDetail('refused', { status: 409 }, { message: 'Generation exists' }),
    },
    {
      name: '409 with a JSON string',
      response: { status: 409, body: '"Generation exists"' },
      detail: errorDetail('refused', { status: 409 }, { message: 'Generation exists' }),
    },
    {
      name: '503 with a generation ID and an absurd wait',
      response: {
        status: 503,
        body: { message: 'Busy', requestId: 7 },
        headers: { 'retry-after': '99999999', 'x-inference-id': 'a:b/c' },
      },
      detail: errorDetail('serviceError', { status: 503 }, { message: 'Busy' }),
      call: { retryAfterMs: 600_000, inferenceId: 'a:b/c' },
    },
    {
      name: 'hostile text',
      response: {
        status: 418,
        body: { message: `[Click](command:evil) \u001b[31m$(zap)\r\n\u202egnp.exe ${'z'.repeat(900)}` },
      },
      detail: errorDetail(
        'refused',
        { status: 418 },
        { message: `[Click]\u2060(command:evil) [31m$\u2060(zap) gnp.exe ${'z'.repeat(258)}…` },
      ),
    },
    {
      name: 'a 2xx with wrong types and a generation ID',
      response: { status: 201, body: { id: 'gen:1/x', status: 7 } },
      detail: errorDetail('unreadable', { host: 'api.example', cause: 'wrongTypes' }),
      call: { inferenceId: 'gen:1/x' },
    },
  ]
  for (const { name, response, detail, call } of rows) {
    it(name, async () => {
      const error = await errorOf(createGeneration(clientFor(response).client))
      const { sent, status, supportId, retryAfterMs, inferenceId } = error
      assert.deepEqual(
        { detail: error.detail, sent, status, supportId, retryAfterMs, inferenceId },
        {
          ...{ detail, sent: true, status: response.status },
          ...{ supportId: undefined, retryAfterMs: undefined, inferenceId: undefined },
          ...call,
        },
      )
    })
  }

  it('is logged with its status, code and request ID', async () => {
    const { client, logLines } = clientFor({ status: 404, body: { message: 'Not found', requestId: 'r9' } })
    const { detail } = await errorOf(client.getGeneration('a b'))
    assert.deepEqual(
      [detail, logLines],
      [errorDetail('notFound', {}), ['GET /v2/video/generations?generation_id=a+b: 404, notFound, 0 ms, request r9']],
    )
  })
})

describe('createApiClient: a response', () => {
  const ID = '60ac7c34-3224:alibaba/wan2.2'

  it('to a POST: sends the request once, with its client request ID', async () => {
    const { client, calls, logLines } = clientFor({ status: 201, body: { id: ID, status: 'queued' } })
    const response = await createGeneration(client)
    assert.deepEqual(response, {
      id: ID,
      status: 'queued',
      videoUrl: undefined,
      error: undefined,
      creditsUsed: undefined,
    })
    assert.deepEqual(calls, [
      {
        path: '/v2/video/generations',
        headers: {
          accept: 'application/json',
          'accept-encoding': 'identity',
          'user-agent': 'wan-vace-studio',
          authorization: `Bearer ${KEY}`,
          'content-type': 'application/json',
          'x-client-request-id': 'job-1',
        },
        body: '{"video_url":"https://example.com/a.mp4","prompt":"a fox","num_frames":81,"model":"alibaba/wan2.2-vace-fun-a14b-pose"}',
      },
    ])
    assert.deepEqual(logLines, ['POST /v2/video/generations: 201, 0 ms'])
  })

  it('to a POST: the name of a local file is not sent', async () => {
    const { client, calls } = clientFor({ status: 201, body: { id: ID, status: 'queued' } })
    const values = { video_url: 'data:video/mp4;name=dance.mp4;base64,AAAA' }
    const model = 'alibaba/wan2.2-vace-fun-a14b-pose'
    await client.createGeneration({ model, values }, { clientRequestId: 'job-1' })
    assert.equal(calls[0]?.body, `{"video_url":"data:video/mp4;base64,AAAA","model":"${model}"}`)
  })

  const generations: [string, object, object][] = [
    [
      'completed, with every field',
      {
        id: ID,
        status: 'completed',
        video: { url: 'https://cdn.example/x.mp4', extra: 1 },
        error: null,
        meta: { usage: { credits_used: 120000 } },
        extra: true,
      },
      { status: 'completed', videoUrl: 'https://cdn.example/x.mp4', creditsUsed: 120000 },
    ],
    ['null fields', { id: ID, status: 'generating', video: null, error: null, meta: null }, { status: 'generating' }],
    [
      'null fields in objects',
      { id: ID, status: 'queued', video: { url: null }, meta: { usage: null } },
      { status: 'queued' },
    ],
    ['an unknown status', { id: ID, status: 'brewing' }, { status: 'brewing' }],
    ['completed with an empty URL', { id: ID, status: 'completed', video: { url: '' } }, { status: 'completed' }],
    [
      'an error and credits as strings',
      { id: ID, status: 'error', error: 'No pose found', meta: { usage: { credits_used: '12' } } },
      { status: 'error', error: { name: undefined, message: 'No pose found' }, creditsUsed: 12 },
    ],
    [
      'an error without a name, and invalid credits',
      { id: ID, status: 'error', error: { message: 'No' }, meta: { usage: { credits_used: {} } } },
      { status: 'error', error: { name: undefined, message: 'No' } },
    ],
  ]
  const video = { url: 'https://cdn.example/x.mp4' }
  const completed = { status: 'completed', videoUrl: video.url }
  const withVideo = (parts: object) => ({ id: ID, status: 'completed', video, ...parts })
  const badParts: [string, object, object][] = [
    ...[false, true, [], [null], {}, { name: null }].map((error): [string, object, object] => {
      const isObject = typeof error === 'object' && !Array.isArray(error)
      const expected = isObject ? { error: { name: undefined, message: '' } } : {}
      return [`an error that is ${JSON.stringify(error)}`, withVideo({ error }), { ...completed, ...expected }]
    }),
    [
      'an error with a number as name, and a list as message',
      withVideo({ error: { name: 500, message: ['a'] } }),
      { ...completed, error: { name: '500', message: '' } },
    ],
    [
      'an error that is a number',
      withVideo({ error: 504 }),
      { ...completed, error: { name: undefined, message: '504' } },
    ],
    ['no ID', { status: 'completed', video }, completed],
    ['an invalid ID', withVideo({ id: { a: 1 } }), completed],
    ['no status', { id: ID, video }, completed],
    ['an invalid status', withVideo({ status: 200 }), completed],
    ['a long status', withVideo({ status: 's'.repeat(5000) }), { ...completed, status: 's'.repeat(100) }],
    ['an invalid video', withVideo({ video: [1] }), { status: 'completed' }],
    ['an invalid URL', withVideo({ video: { url: 7 } }), { status: 'completed' }],
    ['a URL instead of a video', withVideo({ video: ` ${video.url}` }), completed],
    [
      'a data: URI with another case',
      withVideo({ video: { url: 'DATA:video/mp4;base64,AA' } }),
      { status: 'completed', videoUrl: 'data:video/mp4;base64,AA' },
    ],
    ['invalid usage', withVideo({ meta: { usage: 'all' } }), completed],
  ]
  for (const [name, body, expected] of [...generations, ...badParts]) {
    it(`to a poll: ${name}`, async () => {
      const { client, calls } = clientFor({ status: 200, body })
      const empty = { id: ID, videoUrl: undefined, error: undefined, creditsUsed: undefined }
      assert.deepEqual(await client.getGeneration(ID), { ...empty, ...expected })
      assert.equal(calls[0]?.path, '/v2/video/generations?generation_id=60ac7c34-3224%3Aalibaba%2Fwan2.2')
    })
  }

  it('with the balance as a number or a string', async () => {
    const balances = [
      { current_balance: 12.34, currency: 'USD' },
      { current_balance: '-0.5', currency: 'dollars' },
    ]
    const parsed = balances.map((body) => clientFor({ status: 200, body }).client.getBalance())
    assert.deepEqual(await Promise.all(parsed), [
      { amount: 12.34, currency: 'USD' },
      { amount: -0.5, currency: 'USD' },
    ])
  })

  it('with transactions: invalid rows do not hide others, and the cursor is passed on unchanged', async () => {
    const row = {
      created_at: '2026-08-21T11:00:00.000Z',
      direction: 'CHARGE',
      type: 'MODEL_USAGE',
      amount: { usd: 0.2, credits: 400_000 },
      model: 'm',
      reference_id: 'g:1/pose',
    }
    const data = [
      row,
      null,
      { ...row, created_at: 'soon' },
      { ...row, amount: null },
      { ...row, amount: { usd: 1e300 } },
      { ...row, direction: 'TOPUP', type: null, amount: { credits: 2_000_000 }, model: null, reference_id: 'a b' },
    ]
    const body = { data, pagination: { next_cursor: 'x&y=', has_more: true } }
    const { client, calls } = clientFor({ status: 200, body })
    const page = await client.listTransactions({ limit: 100, cursor: 'a+b&c/=' })
    const parsed = { createdAt: Date.parse(row.created_at), isCharge: true, type: 'MODEL_USAGE', amountUsd: 0.2 }
    assert.deepEqual(page, {
      rows: [
        { ...parsed, model: 'm', referenceId: 'g:1/pose' },
        { ...parsed, isCharge: false, type: '', amountUsd: 1, model: undefined, referenceId: undefined },
      ],
      nextCursor: 'x&y=',
    })
    assert.equal(calls[0]?.path, '/v2/billing/transactions?limit=100&cursor=a%2Bb%26c%2F%3D')
    const last = clientFor({ status: 200, body: { data: [], pagination: { next_cursor: 'z', has_more: false } } })
    assert.deepEqual(await last.client.listTransactions({ limit: 1 }), { rows: [], nextCursor: undefined })
  })

  it('with logs: invalid rows do not hide others', async () => {
    const row = {
      created: '2026-08-21T11:00:00.000Z',
      status: 'succeeded',
      origin: 'api',
      model: 'm',
      cost: { usd: 0.25, credits: 500000 },
      request_id: null,
      inference_id: 'inf-1',
      client_request_id: 'job-1',
    }
    const body = {
      data: [
        row,
        'x',
        { ...row, inference_id: null },
        { ...row, created: 'soon' },
        { ...row, status: 'failed', cost: null },
      ],
      pagination: { has_more: true },
    }
    const { client, calls } = clientFor({ status: 200, body })
    const page = await client.listLogs({ days: 2, models: ['a/b', 'c'], limit: 100, offset: 0 })
    const parsed = {
      createdAt: Date.parse(row.created),
      status: 'succeeded',
      origin: 'api',
      model: 'm',
      costUsd: 0.25,
      costCredits: 500000,
      requestId: undefined,
      inferenceId: 'inf-1',
      clientRequestId: 'job-1',
    }
    assert.deepEqual(page, {
      rows: [parsed, { ...parsed, status: 'failed', costUsd: 0, costCredits: 0 }],
      hasMore: true,
    })
    assert.equal(calls[0]?.path, '/v2/logs?period=2d&model=a%2Fb&model=c&limit=100&offset=0')
  })

  it('with logs: a time without an offset is UTC, in any time zone', async () => {
    const zone = process.env['TZ']
    process.env['TZ'] = 'America/New_York'
    try {
      const times = ['2026-08-21T11:00:00', '2026-08-21 11:00:00.000', '2026-08-21T11:00:00Z', '2026-08-21T13:00+02:00']
      const more = ['Fri, 21 Aug 2026 11:00:00', 'Fri, 21 Aug 2026 11:00:00 GMT', '2026-08-21T07:00:00.000000-0400']
      const rows = [...times, ...more].map((created) => ({ created, status: 'failed', model: 'm', inference_id: 'a' }))
      const { client } = clientFor({ status: 200, body: { data: rows } })
      const page = await client.listLogs({ days: 1, models: [], limit: 100, offset: 0 })
      assert.deepEqual(
        page.rows.map(({ createdAt }) => new Date(createdAt).toISOString()),
        rows.map(() => '2026-08-21T11:00:00.000Z'),
      )
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
  })

  it('is logged without the key, even if the key is part of the URL', async () => {
    const { client, logLines } = clientFor({ status: 200, body: { id: ID, status: 'queued' } })
    await client.getGeneration(KEY)
    assert.deepEqual(logLines, ['GET /v2/video/generations?generation_id=***: 200, 0 ms'])
  })
})
