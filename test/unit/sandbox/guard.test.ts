import { deepStrictEqual, match } from 'node:assert/strict'
import { BODY, call, raw, withSandbox } from './support.ts'

describe('sandbox: guard', () => {
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
  it('answers only to names of this machine, so that no web page gets in by DNS', () =>
    withSandbox({ control: true }, async (sandbox) => {
      for (const [host, status] of HOSTS) {
        for (const path of ['/v1/models', '/_sandbox/ledger']) {
          const { text } = await raw(sandbox.url, `GET ${path} HTTP/1.1\nHost: ${host}\nConnection: close\n\n`)
          deepStrictEqual([host, Number(text.split(' ')[1])], [host, status])
        }
        const file = await raw(sandbox.filesUrl, `GET /x HTTP/1.1\nHost: ${host}\nConnection: close\n\n`)
        deepStrictEqual([host, Number(file.text.split(' ')[1])], [host, status === 200 ? 404 : 421])
      }
    }))

  it('lets no web page read an answer or set a fault', () =>
    withSandbox({ control: true }, async (sandbox) => {
      const headers = { origin: 'https://evil.example' }
      const fault = { fault: { kind: 'silent' } }
      const set = await call(sandbox, '/_sandbox/faults', { body: fault, headers })
      const read = await call(sandbox, '/v1/models', { headers })
      const ask = await call(sandbox, '/v2/billing', { method: 'OPTIONS', headers, key: '' })
      deepStrictEqual(
        [set, read, ask].map((answer) => [answer.status, answer.headers.get('access-control-allow-origin')]),
        [
          [403, null],
          [200, null],
          [401, null],
        ],
      )
    }))

  it('says 413 to a body that is too large, declared or not, and the client gets to read it', () =>
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

  it('limits calls a minute, with Retry-After in seconds', () =>
    withSandbox({ rate: 2 }, async (sandbox) => {
      const answers = [await call(sandbox, '/v2/billing'), await call(sandbox, '/v1/models'), await call(sandbox, '/x')]
      deepStrictEqual(
        answers.map(({ status }) => status),
        [200, 200, 429],
      )
      match(answers[2]?.headers.get('retry-after') ?? '', /^(59|60)$/)
    }))

  it('survives requests that are no HTTP', () =>
    withSandbox({}, async (sandbox) => {
      for (const junk of [
        '\0\0\0\n\n',
        'GET * HTTP/1.1\nHost: localhost\n\n',
        'GET //[ HTTP/1.1\nHost: localhost\n\n',
      ]) {
        await raw(sandbox.url, junk, 100)
      }
      deepStrictEqual((await call(sandbox, '/v2/billing')).status, 200)
    }))
})
