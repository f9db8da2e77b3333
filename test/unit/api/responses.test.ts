import assert from 'node:assert/strict'
import { describe, it } from 'mocha'
import { MockAgent } from 'undici'
import { createApiClient } from '../../../src/api/createApiClient.ts'
import type { ApiErrorDetails } from '../../../src/api/errors.ts'
import { undiciTransport } from '../../../src/api/transport/undiciTransport.ts'
import { buy, failureOf, KEY, memoryLog } from './support/apiTestContext.ts'

const ORIGIN = 'https://api.example'
const NOW = Date.parse('2026-08-21T12:00:00Z')

interface Given {
  readonly status: number
  readonly body: string | object
  readonly headers?: Record<string, string>
}

/** A client whose next call is answered as given, with the network off. */
function answering({ status, body, headers = {} }: Given, path: string | RegExp = /.*/) {
  const agent = new MockAgent()
  agent.disableNetConnect()
  const calls: { path: string; headers: unknown; body: unknown }[] = []
  for (const method of ['GET', 'POST']) {
    agent
      .get(ORIGIN)
      .intercept({ path, method })
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
  return { client, calls, lines: log.lines }
}

describe('a refusal of the API', () => {
  const rows: { name: string; given: Given; details: Partial<ApiErrorDetails>; message: string }[] = [
    {
      name: '400 that names a field in its text',
      given: {
        status: 400,
        body: { message: 'num_frames: Expected number, received string', requestId: 'req-1', statusCode: '400' },
      },
      details: { kind: 'badRequest', status: 400, field: 'num_frames', supportId: 'req-1' },
      message: 'The service refused the request: num_frames: Expected number, received string. Nothing was bought.',
    },
    {
      name: '400 with a list of issues',
      given: {
        status: 400,
        body: { message: 'Validation failed', errors: [{ path: ['body', 'prompt'], message: 'Required' }] },
      },
      details: { kind: 'badRequest', status: 400, field: 'prompt' },
      message: 'The service refused the request: Validation failed: Required. Nothing was bought.',
    },
    {
      name: '400 whose message is the list',
      given: { status: 400, body: { message: [{ path: 'image_list[0].url', message: 'Invalid url' }] } },
      details: { kind: 'badRequest', status: 400, field: 'image_list' },
      message: 'The service refused the request: Invalid url. Nothing was bought.',
    },
    {
      name: '422 that speaks of no field of ours',
      given: { status: 422, body: 'Unprocessable' },
      details: { kind: 'badRequest', status: 422 },
      message: 'The service refused the request: Unprocessable. Nothing was bought.',
    },
    {
      name: '401',
      given: { status: 401, body: { message: `Invalid key ${KEY}` }, headers: { 'x-request-id': `q-${KEY}` } },
      details: { kind: 'unauthorized', status: 401, supportId: 'q-***' },
      message: 'The service did not accept the API key: Invalid key ***. Nothing was bought. Set the key again.',
    },
    {
      name: '403 without credits',
      given: {
        status: 403,
        body: { message: "You've run out of credits. Top up at https://aimlapi.com/app/billing." },
      },
      details: { kind: 'outOfCredits', status: 403, billingUrl: 'https://aimlapi.com/app/billing' },
      message:
        "The account has no credits left for this: You've run out of credits. Top up at https://aimlapi.com/app/billing. Nothing was bought. Top up the account, then try again.",
    },
    {
      name: '403 without credits, with links that must not be offered',
      given: { status: 403, body: { message: `No credits: http://evil.example/ or https://a.example/?k=${KEY}` } },
      details: { kind: 'outOfCredits', status: 403 },
      message:
        'The account has no credits left for this: No credits: http://evil.example/ or https://a.example/?k=***. Nothing was bought. Top up the account, then try again.',
    },
    {
      name: '403 for a scope, though it speaks of payment',
      given: { status: 403, body: { message: 'The key lacks scope payment:video' } },
      details: { kind: 'forbidden', status: 403 },
      message:
        'This API key is not allowed to do that: The key lacks scope payment:video. Nothing was bought. Check what the key may do, or use another one.',
    },
    {
      name: '413 with HTML of a gateway',
      given: { status: 413, body: '<html><h1>413</h1></html>' },
      details: { kind: 'tooLarge', status: 413 },
      message:
        'The request of 0.0 MB is too large for the service. Nothing was bought. Give links to the video and the images in place of embedded files.',
    },
    {
      name: '429 with seconds',
      given: { status: 429, body: {}, headers: { 'retry-after': '3' } },
      details: { kind: 'rateLimited', status: 429, retryAfterMs: 3000 },
      message: 'The service asks for fewer requests. Nothing was bought. Wait 3 seconds.',
    },
    {
      name: '429 with a date',
      given: { status: 429, body: {}, headers: { 'retry-after': 'Fri, 21 Aug 2026 12:00:30 GMT' } },
      details: { kind: 'rateLimited', status: 429, retryAfterMs: 30_000 },
      message: 'The service asks for fewer requests. Nothing was bought. Wait 30 seconds.',
    },
    {
      name: '429 without',
      given: { status: 429, body: 'null' },
      details: { kind: 'rateLimited', status: 429 },
      message: 'The service asks for fewer requests: null. Nothing was bought. Wait a little.',
    },
    {
      name: '409',
      given: { status: 409, body: { error: { message: 'Conflict' } } },
      details: { kind: 'refused', status: 409 },
      message: 'The service refused the call (409): Conflict. Nothing was bought.',
    },
    {
      name: '503 with an id of a generation and an absurd wait',
      given: {
        status: 503,
        body: { message: 'Busy', requestId: 7 },
        headers: { 'retry-after': '99999999', 'x-inference-id': 'a:b/c' },
      },
      details: { kind: 'serverTrouble', status: 503, retryAfterMs: 600_000, inferenceId: 'a:b/c' },
      message: 'The service has trouble of its own (503): Busy. Whether the generation was bought is not known yet.',
    },
    {
      name: 'hostile text',
      given: {
        status: 418,
        body: { message: `[Click](command:evil) \u001b[31m$(zap)\r\n\u202egnp.exe ${'z'.repeat(900)}` },
      },
      details: { kind: 'refused', status: 418 },
      message: `The service refused the call (418): [Click] (command:evil) [31m$ (zap) gnp.exe ${'z'.repeat(256)}… Nothing was bought.`,
    },
    {
      name: 'a readable answer of wrong types that names its generation',
      given: { status: 201, body: { id: 'gen:1/x', status: 7 }, headers: {} },
      details: { kind: 'unreadable', status: 201, inferenceId: 'gen:1/x' },
      message:
        'api.example sent an answer that this version does not understand. Whether the generation was bought is not known yet.',
    },
  ]
  for (const { name, given, details, message } of rows) {
    it(name, async () => {
      const failure = await failureOf(buy(answering(given).client))
      const known = Object.fromEntries(Object.entries(failure.details).filter(([, value]) => value !== undefined))
      assert.deepEqual([failure.message, known], [message, { sent: true, ...details }])
    })
  }

  it('of a GET says nothing about money', async () => {
    const { client, lines } = answering({ status: 404, body: { message: 'Not found', requestId: 'r9' } })
    const failure = await failureOf(client.getGeneration('a b'))
    assert.deepEqual(
      [failure.message, failure.kind, lines],
      [
        'The service does not know what was asked for: Not found.',
        'notFound',
        ['GET /v2/video/generations?generation_id=a+b: 404, notFound, 0 ms, request r9'],
      ],
    )
  })
})

describe('an answer of the API', () => {
  const ID = '60ac7c34-3224:alibaba/wan2.2'

  it('to a POST: sends what was asked, once, with its tracing id', async () => {
    const { client, calls, lines } = answering({ status: 201, body: { id: ID, status: 'queued' } })
    const answer = await buy(client)
    assert.deepEqual(answer, {
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
    assert.deepEqual(lines, ['POST /v2/video/generations: 201, 0 ms'])
  })

  const generations: [string, object, object][] = [
    [
      'completed, with everything',
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
    ['nulls', { id: ID, status: 'generating', video: null, error: null, meta: null }, { status: 'generating' }],
    ['a null inside', { id: ID, status: 'queued', video: { url: null }, meta: { usage: null } }, { status: 'queued' }],
    ['an unknown status', { id: ID, status: 'brewing' }, { status: 'brewing' }],
    ['completed with an empty URL', { id: ID, status: 'completed', video: { url: '' } }, { status: 'completed' }],
    [
      'an error as text, and cost as text',
      { id: ID, status: 'error', error: 'No pose found', meta: { usage: { credits_used: '12' } } },
      { status: 'error', error: { name: 'error', message: 'No pose found' }, creditsUsed: 12 },
    ],
    [
      'an error without a name, and cost as nonsense',
      { id: ID, status: 'error', error: { message: 'No' }, meta: { usage: { credits_used: {} } } },
      { status: 'error', error: { name: 'error', message: 'No' } },
    ],
  ]
  for (const [name, body, expected] of generations) {
    it(`to a poll: ${name}`, async () => {
      const { client, calls } = answering({ status: 200, body })
      const empty = { id: ID, videoUrl: undefined, error: undefined, creditsUsed: undefined }
      assert.deepEqual(await client.getGeneration(ID), { ...empty, ...expected })
      assert.equal(calls[0]?.path, '/v2/video/generations?generation_id=60ac7c34-3224%3Aalibaba%2Fwan2.2')
    })
  }

  it('about the balance, as number or text', async () => {
    const balances = [
      { current_balance: 12.34, currency: 'USD' },
      { current_balance: '-0.5', currency: 'dollars' },
    ]
    const read = balances.map((body) => answering({ status: 200, body }).client.getBalance())
    assert.deepEqual(await Promise.all(read), [
      { amount: 12.34, currency: 'USD' },
      { amount: -0.5, currency: 'USD' },
    ])
  })

  it('about the logs: rows that are not understood hide no others', async () => {
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
    const { client, calls } = answering({ status: 200, body })
    const page = await client.listLogs({ days: 2, models: ['a/b', 'c'], limit: 100, offset: 0 })
    const read = {
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
    assert.deepEqual(page, { rows: [read, { ...read, status: 'failed', costUsd: 0, costCredits: 0 }], hasMore: true })
    assert.equal(calls[0]?.path, '/v2/logs?period=2d&model=a%2Fb&model=c&limit=100&offset=0')
  })

  it('hides a key that is part of an address in the log', async () => {
    const { client, lines } = answering({ status: 200, body: { id: ID, status: 'queued' } })
    await client.getGeneration(KEY)
    assert.deepEqual(lines, ['GET /v2/video/generations?generation_id=***: 200, 0 ms'])
  })
})
