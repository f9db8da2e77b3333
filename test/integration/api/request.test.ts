import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import * as net from 'node:net'
import * as tls from 'node:tls'
import { describe, it } from 'mocha'
import type { ApiErrorDetail } from '../../../src/api/errors.ts'
import { errorDetail } from '../../../src/core/errors.ts'
import { createGeneration, errorOf, KEY, useNetwork } from './support/apiTestContext.ts'
import { httpServer, listen, rawServer } from './support/servers.ts'

const HOST = '127.0.0.1'
const VALID = '{"id":"a:b/c","status":"queued"}'

type Respond = (socket: net.Socket) => void

function send(text: string): Respond {
  return (socket) => socket.end(text)
}

function head(length: number | string, status = '200 OK'): string {
  return `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`
}

describe('sendRequest: a POST over real sockets', () => {
  const { start, context } = useNetwork()

  const lost = (networkCode: string) => errorDetail('connectionLost', { host: HOST, networkCode })
  const unreadable = (cause: Parameters<typeof errorDetail<'unreadable'>>[1]['cause']) =>
    errorDetail('unreadable', { host: HOST, cause })
  const rows: { name: string; respond: Respond; detail: ApiErrorDetail }[] = [
    { name: 'closed before headers', respond: (s) => void s.destroy(), detail: lost('UND_ERR_SOCKET') },
    { name: 'reset before headers', respond: (s) => void s.resetAndDestroy(), detail: lost('ECONNRESET') },
    { name: 'closed inside headers', respond: send('HTTP/1.1 200 OK\r\ncontent-'), detail: lost('UND_ERR_SOCKET') },
    { name: 'closed inside the body', respond: send(head(100) + VALID), detail: lost('UND_ERR_SOCKET') },
    { name: 'not HTTP', respond: send('SSH-2.0-OpenSSH_9.6\r\n'), detail: lost('HTTPParserError') },
    { name: 'an invalid status', respond: send(`${head(2, '999 Odd')}{}`), detail: lost('BAD_STATUS') },
    {
      name: 'incomplete chunks',
      respond: send('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n{"id'),
      detail: lost('UND_ERR_SOCKET'),
    },
    { name: 'a content length that is too small', respond: send(head(10) + VALID), detail: unreadable('notJson') },
    { name: 'an empty body', respond: send(head(0)), detail: unreadable('empty') },
    { name: 'HTML', respond: send(`${head(28)}<html><body>Sign in</body></`), detail: unreadable('html') },
    { name: 'incomplete JSON', respond: send(head(12) + VALID.slice(0, 12)), detail: unreadable('notJson') },
    { name: 'wrong types', respond: send(`${head(24)}{"id":5,"status":[true]}`), detail: unreadable('wrongTypes') },
    { name: 'an array', respond: send(`${head(2)}[]`), detail: unreadable('wrongTypes') },
    {
      name: 'a body of 200 MB',
      respond: (s) => s.write(`${head(200_000_000)}{"id":"`, () => writeEndlessly(s)),
      detail: unreadable('tooLarge'),
    },
    {
      name: '307',
      respond: send('HTTP/1.1 307 X\r\nlocation: http://localhost:1/x\r\ncontent-length: 0\r\n\r\n'),
      detail: errorDetail('redirected', { host: HOST, targetHost: 'localhost:1' }),
    },
    {
      name: '303 without a location',
      respond: send('HTTP/1.1 303 X\r\ncontent-length: 0\r\n\r\n'),
      detail: errorDetail('redirected', { host: HOST, targetHost: undefined }),
    },
    { name: '401', respond: send(`${head(2, '401 No')}{}`), detail: errorDetail('unauthorized', {}) },
    {
      name: '407 from the API',
      respond: send(`${head(2, '407 No')}{}`),
      detail: errorDetail('refused', { status: 407 }),
    },
    { name: '421', respond: send(`${head(2, '421 X')}{}`), detail: errorDetail('refused', { status: 421 }) },
    {
      name: '400, closed inside the body',
      respond: send(`${head(500, '400 Bad')}{"mess`),
      detail: errorDetail('badRequest', { field: undefined }),
    },
    { name: '500', respond: send(`${head(2, '500 X')}{}`), detail: errorDetail('serviceError', { status: 500 }) },
    { name: '504', respond: send(`${head(2, '504 X')}{}`), detail: errorDetail('serviceError', { status: 504 }) },
  ]
  for (const { name, respond, detail } of rows) {
    it(`${name}: ${detail.code}, one request, no key in the error or the log`, async () => {
      const server = await start(rawServer(respond))
      const { createClient, logLines } = context()
      const error = await errorOf(createGeneration(createClient(server.origin)))
      assert.deepEqual(
        {
          detail: withoutPort(error.detail),
          sent: error.sent,
          requests: server.requests.length,
          logged: logLines.length,
        },
        { detail, sent: true, requests: 1, logged: 1 },
      )
      assert.equal(`${error.message}${JSON.stringify(error)}${error.stack}${logLines.join()}`.includes(KEY), false)
    })
  }

  it('no response: ends when the caller aborts, and was sent', async () => {
    const server = await start(rawServer(() => undefined))
    const error = await errorOf(createGeneration(context().createClient(server.origin), AbortSignal.timeout(300)))
    assert.deepEqual([error.code, error.sent, server.requests.length], ['aborted', true, 1])
  })

  it('does not repeat a POST when the server closes a reused connection', async () => {
    const server = await start(
      rawServer((socket) => {
        if (server.requests.length === 1) socket.write(head(VALID.length) + VALID)
        else socket.destroy()
      }),
    )
    const client = context().createClient(server.origin)
    await createGeneration(client)
    const error = await errorOf(createGeneration(client))
    assert.deepEqual([error.code, error.sent, server.requests.length], ['connectionLost', true, 2])
  })

  it('refused, unknown host, not TLS, self-signed, closed during the handshake: nothing is sent', async () => {
    const closed = await listen(net.createServer())
    await closed.stop()
    const plain = await start(httpServer((_, response) => response.end()))
    const closing = await start(listen(net.createServer((socket) => socket.once('data', () => socket.destroy()))))
    const pem = (name: string) => readFileSync(new URL(`support/${name}.pem`, import.meta.url))
    const decrypted: string[] = []
    const selfSigned = await start(
      listen(
        tls.createServer({ key: pem('key'), cert: pem('cert') }, (s) => s.on('data', (d) => decrypted.push(String(d)))),
      ),
    )
    const { createClient, logLines } = context()
    const outcomes: unknown[] = []
    for (const origin of [
      closed.origin,
      'https://nonexistent.invalid',
      `https://127.0.0.1:${plain.port}`,
      `https://127.0.0.1:${closing.port}`,
      `https://127.0.0.1:${selfSigned.port}`,
    ]) {
      const error = await errorOf(createGeneration(createClient(origin)))
      outcomes.push([withoutPort(error.detail), error.sent])
    }
    const unreachable = (networkCode: string, host = HOST) => [errorDetail('unreachable', { host, networkCode }), false]
    assert.deepEqual(outcomes, [
      unreachable('ECONNREFUSED'),
      unreachable('ENOTFOUND', 'nonexistent.invalid'),
      unreachable('ERR_SSL_WRONG_VERSION_NUMBER'),
      unreachable('ECONNRESET'),
      unreachable('DEPTH_ZERO_SELF_SIGNED_CERT'),
    ])
    assert.deepEqual([plain.requests, decrypted, logLines.length], [[], [], 5])
  })

  it('a TLS handshake that never ends: is aborted, nothing is sent', async () => {
    const server = await start(listen(net.createServer()))
    const client = context().createClient(`https://127.0.0.1:${server.port}`)
    const error = await errorOf(createGeneration(client, AbortSignal.timeout(200)))
    assert.deepEqual([error.code, error.sent], ['aborted', false])
  })

  it('aborted before the call: nothing is sent', async () => {
    const server = await start(rawServer(() => undefined))
    const error = await errorOf(createGeneration(context().createClient(server.origin), AbortSignal.abort()))
    assert.deepEqual([error.code, error.sent, server.requests.length], ['aborted', false, 0])
  })

  it('does not follow redirects: the key is sent to no other host', async () => {
    const other = await start(httpServer((_, response) => response.end('{}')))
    const server = await start(
      httpServer((_, response) => response.writeHead(308, { location: `${other.origin}/v2` }).end()),
    )
    const client = context().createClient(server.origin)
    await errorOf(createGeneration(client))
    await errorOf(client.getBalance())
    await errorOf(client.getGeneration('a'))
    assert.deepEqual([server.requests.length, other.requests.length], [3, 0])
  })
})

/** The port is different in each run. */
function withoutPort(detail: ApiErrorDetail): unknown {
  if (!('host' in detail.args)) return detail
  return { ...detail, args: { ...detail.args, host: new URL(`http://${detail.args.host}`).hostname } }
}

function writeEndlessly(socket: net.Socket): void {
  const write = () => {
    while (!socket.destroyed && socket.write('x'.repeat(1_000_000))) {
      // Until the buffer is full.
    }
  }
  socket.on('drain', write)
  write()
}
