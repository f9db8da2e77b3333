import { deepStrictEqual, match } from 'node:assert/strict'
import { BODY, call, sendRaw, withSandbox } from './support.ts'

describe('sandbox: request checks', () => {
  const HOSTS: readonly (readonly [string, number])[] = [
    ['127.0.0.1', 200],
    ['127.0.0.1:8787', 200],
    ['LocalHost:1', 200],
    ['[::1]:80', 200],
    ['evil.example', 421],
    ['127.0.0.1.evil.example', 421],
    ['localhost@evil.example', 421],
    ['localhost:80:80', 421],
    ['', 421],
  ]
  it('accepts only loopback host names, to stop DNS rebinding', () =>
    withSandbox({ control: true }, async (sandbox) => {
      for (const [host, status] of HOSTS) {
        for (const path of ['/v1/models', '/_sandbox/ledger']) {
          const { text } = await sendRaw(sandbox.url, `GET ${path} HTTP/1.1\nHost: ${host}\nConnection: close\n\n`)
          deepStrictEqual([host, Number(text.split(' ')[1])], [host, status])
        }
        const file = await sendRaw(sandbox.filesUrl, `GET /x HTTP/1.1\nHost: ${host}\nConnection: close\n\n`)
        deepStrictEqual([host, Number(file.text.split(' ')[1])], [host, status === 200 ? 404 : 421])
      }
    }))

  it('does not let web pages read responses or add faults', () =>
    withSandbox({ control: true }, async (sandbox) => {
      const headers = { origin: 'https://evil.example' }
      const fault = { fault: { kind: 'silent' } }
      const added = await call(sandbox, '/_sandbox/faults', { body: fault, headers })
      const read = await call(sandbox, '/v1/models', { headers })
      const preflight = await call(sandbox, '/v2/billing', { method: 'OPTIONS', headers, key: '' })
      deepStrictEqual(
        [added, read, preflight].map((response) => [
          response.status,
          response.headers.get('access-control-allow-origin'),
        ]),
        [
          [403, null],
          [200, null],
          [401, null],
        ],
      )
    }))

  it('returns a readable 413 for a body that is too large, with or without Content-Length', () =>
    withSandbox({ maxBodyBytes: 1_000_000 }, async (sandbox) => {
      const body = JSON.stringify({ ...BODY, video_url: `data:video/mp4;base64,${'A'.repeat(8_000_000)}` })
      const chunked = new Response(body).body
      const headers = { authorization: 'Bearer k', 'content-type': 'application/json' }
      const url = `${sandbox.url}/v2/video/generations`
      const statuses = [
        await fetch(url, { method: 'POST', headers, body }),
        await fetch(url, { method: 'POST', headers, body: chunked, duplex: 'half' } as RequestInit),
      ].map(({ status }) => status)
      deepStrictEqual([statuses, sandbox.ledger()], [[413, 413], []])
    }))

  it('limits the calls per minute and sends Retry-After in seconds', () =>
    withSandbox({ rate: 2 }, async (sandbox) => {
      const responses = [
        await call(sandbox, '/v2/billing'),
        await call(sandbox, '/v1/models'),
        await call(sandbox, '/x'),
      ]
      deepStrictEqual(
        responses.map(({ status }) => status),
        [200, 200, 429],
      )
      match(responses[2]?.headers.get('retry-after') ?? '', /^(59|60)$/)
    }))

  it('keeps running after requests that are not valid HTTP', () =>
    withSandbox({}, async (sandbox) => {
      for (const request of [
        '\0\0\0\n\n',
        'GET * HTTP/1.1\nHost: localhost\n\n',
        'GET //[ HTTP/1.1\nHost: localhost\n\n',
      ]) {
        await sendRaw(sandbox.url, request, 100)
      }
      deepStrictEqual((await call(sandbox, '/v2/billing')).status, 200)
    }))
})
