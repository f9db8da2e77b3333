import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import * as net from 'node:net'
import * as tls from 'node:tls'
import { afterEach, describe, it } from 'mocha'
import { buy, failureOf, KEY, makeWorld, type TestContext } from './support/apiTestContext.ts'
import { httpServer, listen, rawServer, type TestServer } from './support/servers.ts'

const UNKNOWN = /Whether the generation was bought is not known yet\./
const NOTHING = /Nothing was bought\./

describe('a POST over real sockets', () => {
  const servers: TestServer[] = []
  const worlds: TestContext[] = []
  const kept = <T extends TestServer>(server: T): T => {
    servers.push(server)
    return server
  }
  const world = () => {
    const made = makeWorld()
    worlds.push(made)
    return made
  }
  afterEach(async () => {
    await Promise.all([...worlds.splice(0).map((one) => one.close()), ...servers.splice(0).map((one) => one.stop())])
  })

  const raw =
    (text: string, end = true) =>
    (socket: net.Socket) =>
      end ? socket.end(text) : void socket.write(text)
  const head = (length: number | string, status = '200 OK') =>
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`
  const good = '{"id":"a:b/c","status":"queued"}'

  const rows: { name: string; answer: (socket: net.Socket) => void; kind: string; message: RegExp }[] = [
    { name: 'cut before headers', answer: (s) => void s.destroy(), kind: 'noAnswer', message: UNKNOWN },
    { name: 'reset before headers', answer: (s) => void s.resetAndDestroy(), kind: 'noAnswer', message: UNKNOWN },
    { name: 'cut inside headers', answer: raw('HTTP/1.1 200 OK\r\ncontent-'), kind: 'noAnswer', message: UNKNOWN },
    { name: 'cut in the body', answer: raw(head(100) + good), kind: 'noAnswer', message: UNKNOWN },
    {
      name: 'not HTTP',
      answer: raw('SSH-2.0-OpenSSH_9.6\r\n'),
      kind: 'noAnswer',
      message: /way of a web server.*not known/,
    },
    { name: 'a strange status', answer: raw(`${head(2, '999 Odd')}{}`), kind: 'noAnswer', message: UNKNOWN },
    {
      name: 'cut chunks',
      answer: raw('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n{"id'),
      kind: 'noAnswer',
      message: UNKNOWN,
    },
    { name: 'length too small', answer: raw(head(10) + good), kind: 'unreadable', message: /garbled.*not known/ },
    { name: 'empty', answer: raw(head(0)), kind: 'unreadable', message: /empty answer.*not known/ },
    {
      name: 'HTML',
      answer: raw(head(28) + '<html><body>Sign in</body></html>'.slice(0, 28)),
      kind: 'unreadable',
      message: /web page.*not known/,
    },
    { name: 'truncated JSON', answer: raw(head(12) + good.slice(0, 12)), kind: 'unreadable', message: /cut short/ },
    {
      name: 'wrong types',
      answer: raw(`${head(24)}{"id":5,"status":[true]}`),
      kind: 'unreadable',
      message: /does not understand/,
    },
    { name: 'a list', answer: raw(`${head(2)}[]`), kind: 'unreadable', message: /does not understand/ },
    {
      name: 'a body of 200 MB',
      answer: (s) => s.write(`${head(200_000_000)}{"id":"`, () => fill(s)),
      kind: 'unreadable',
      message: /too large/,
    },
    {
      name: '307',
      answer: raw('HTTP/1.1 307 X\r\nlocation: http://localhost:1/x\r\ncontent-length: 0\r\n\r\n'),
      kind: 'redirected',
      message: /redirect to localhost:1/,
    },
    {
      name: '303 with no place',
      answer: raw('HTTP/1.1 303 X\r\ncontent-length: 0\r\n\r\n'),
      kind: 'redirected',
      message: /redirect,/,
    },
    { name: '401', answer: raw(`${head(2, '401 No')}{}`), kind: 'unauthorized', message: NOTHING },
    { name: '407 from an origin', answer: raw(`${head(2, '407 No')}{}`), kind: 'refused', message: NOTHING },
    { name: '421', answer: raw(`${head(2, '421 Misdirected')}{}`), kind: 'refused', message: NOTHING },
    { name: '400 cut in its body', answer: raw(`${head(500, '400 Bad')}{"mess`), kind: 'badRequest', message: NOTHING },
    { name: '500', answer: raw(`${head(2, '500 X')}{}`), kind: 'serverTrouble', message: UNKNOWN },
    { name: '504', answer: raw(`${head(2, '504 X')}{}`), kind: 'serverTrouble', message: UNKNOWN },
  ]
  for (const row of rows) {
    it(`${row.name}: ${row.kind}, one request, no key in what is told`, async () => {
      const server = kept(await rawServer((socket) => void row.answer(socket)))
      const { client, lines } = world()
      const failure = await failureOf(buy(client(server.origin)))
      assert.match(failure.message, row.message)
      assert.deepEqual(
        { kind: failure.kind, sent: failure.details.sent, requests: server.requests.length, lines: lines.length },
        { kind: row.kind, sent: true, requests: 1, lines: 1 },
      )
      assert.equal(`${failure.message}${JSON.stringify(failure)}${failure.stack}${lines.join()}`.includes(KEY), false)
    })
  }

  it('silent for ever: ends with the caller, and was sent', async () => {
    const server = kept(await rawServer(() => undefined))
    const failure = await failureOf(buy(world().client(server.origin), AbortSignal.timeout(300)))
    assert.deepEqual([failure.kind, failure.details.sent, server.requests.length], ['aborted', true, 1])
  })

  it('a dead idle connection: no second POST when the server cuts a reused one', async () => {
    const server = kept(
      await rawServer((socket) => {
        if (server.requests.length === 1) socket.write(head(good.length) + good)
        else socket.destroy()
      }),
    )
    const client = world().client(server.origin)
    await buy(client)
    const failure = await failureOf(buy(client))
    assert.deepEqual([failure.kind, failure.details.sent, server.requests.length], ['noAnswer', true, 2])
  })

  it('refused, unknown host, not TLS, self-signed, cut in the handshake: nothing sent', async () => {
    const closed = await listen(net.createServer())
    await closed.stop()
    const plain = kept(await httpServer((_, response) => response.end()))
    const cut = kept(await listen(net.createServer((socket) => socket.once('data', () => socket.destroy()))))
    const pem = (name: string) => readFileSync(new URL(`support/${name}.pem`, import.meta.url))
    const secrets: string[] = []
    const selfSigned = kept(
      await listen(
        tls.createServer({ key: pem('key'), cert: pem('cert') }, (s) => s.on('data', (d) => secrets.push(String(d)))),
      ),
    )
    const { client, lines } = world()
    const outcomes: unknown[] = []
    for (const origin of [
      closed.origin,
      'https://nonexistent.invalid',
      `https://127.0.0.1:${plain.port}`,
      `https://127.0.0.1:${cut.port}`,
      `https://127.0.0.1:${selfSigned.port}`,
    ]) {
      const failure = await failureOf(buy(client(origin)))
      assert.match(failure.message, NOTHING)
      outcomes.push([failure.kind, failure.details.sent, failure.message.split('. ')[0]?.replaceAll(/\d{4,5}/g, 'N')])
    }
    assert.deepEqual(outcomes, [
      ['unreachable', false, '127.0.0.1:N refused the connection'],
      ['unreachable', false, 'The address nonexistent.invalid could not be found'],
      ['unreachable', false, '127.0.0.1:N does not speak HTTPS the way it should (ERR_SSL_WRONG_VERSION_NUMBER)'],
      ['unreachable', false, 'No connection to 127.0.0.1:N could be made (ECONNRESET)'],
      [
        'unreachable',
        false,
        'The certificate of 127.0.0.1:N is not trusted on this computer (DEPTH_ZERO_SELF_SIGNED_CERT)',
      ],
    ])
    assert.deepEqual([plain.received, secrets, lines.length], [[], [], 5])
  })

  it('a connection that never stands: cancelled at once, nothing sent', async () => {
    // Accepts and says nothing: the TLS handshake never ends.
    const server = kept(await listen(net.createServer()))
    const startedAt = Date.now()
    const failure = await failureOf(buy(world().client(`https://127.0.0.1:${server.port}`), AbortSignal.timeout(200)))
    assert.deepEqual([failure.kind, failure.details.sent, Date.now() - startedAt < 1500], ['aborted', false, true])
  })

  it('cancelled before it began: nothing sent', async () => {
    const server = kept(await rawServer(() => undefined))
    const failure = await failureOf(buy(world().client(server.origin), AbortSignal.abort()))
    assert.deepEqual([failure.kind, failure.details.sent, server.requests.length], ['aborted', false, 0])
  })

  it('never follows a redirect: the key reaches no other host', async () => {
    const other = kept(await httpServer((_, response) => response.end('{}')))
    const server = kept(
      await httpServer((_, response) => response.writeHead(308, { location: `${other.origin}/v2` }).end()),
    )
    const client = world().client(server.origin)
    await failureOf(buy(client))
    await failureOf(client.getBalance())
    await failureOf(client.getGeneration('a'))
    assert.deepEqual([server.received.length, other.received.length], [3, 0])
  })
})

function fill(socket: net.Socket): void {
  const more = () => {
    while (!socket.destroyed && socket.write('x'.repeat(1_000_000))) {
      // Until the socket is full.
    }
  }
  socket.on('drain', more)
  more()
}
