import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import * as https from 'node:https'
import * as net from 'node:net'
import * as tls from 'node:tls'
import { afterEach, describe, it } from 'mocha'
import * as z from 'zod'
import { createCaller } from '../../../../src/api/request.ts'
import type { EditorFetch } from '../../../../src/api/transport/fetchTransport.ts'
import type { NetworkSettings } from '../../../../src/api/transport/networkSettings.ts'
import {
  buy,
  failureOf,
  KEY,
  makeWorld,
  memoryLog,
  noEditorFetch,
  type TestContext,
} from '../support/apiTestContext.ts'
import { connectProxy, httpServer, listen, rawServer, type TestServer } from '../support/servers.ts'

const GOOD = '{"id":"a:b/c","status":"queued"}'
const pem = (name: string) => readFileSync(new URL(`../support/${name}.pem`, import.meta.url))

const servers: TestServer[] = []
const worlds: TestContext[] = []
function kept<T extends TestServer>(server: T): T {
  servers.push(server)
  return server
}
function world(
  settings?: Partial<NetworkSettings>,
  editorFetch?: EditorFetch,
  environment?: NodeJS.ProcessEnv,
): TestContext {
  const made = makeWorld(settings, editorFetch, environment)
  worlds.push(made)
  return made
}
async function cleanUp(): Promise<void> {
  await Promise.all([...worlds.splice(0).map((one) => one.close()), ...servers.splice(0).map((one) => one.stop())])
}

/** The API behind TLS, reachable as `target.test` through a proxy of the tests only. */
async function secureApi() {
  const seen: string[] = []
  const server = https.createServer({ key: pem('key'), cert: pem('cert') }, (request, response) => {
    seen.push(
      `${request.method} ${request.headers.host?.split(':')[0]} ${request.headers['proxy-authorization'] ?? ''}`,
    )
    request.resume().on('end', () => response.end(GOOD))
  })
  return { ...kept(await listen(server, 'https')), seen }
}

describe('a proxy', () => {
  afterEach(cleanUp)

  it('carries a call through a tunnel, from the setting and from the environment', async () => {
    const api = await secureApi()
    const proxy = kept(await connectProxy(() => 200))
    const target = `https://target.test:${api.port}`
    const settings = { proxy: proxy.origin, strictSsl: false, proxyAuthorization: 'Basic abc' }
    await buy(world(settings).client(target))
    await buy(world({ strictSsl: false }, noEditorFetch, { HTTPS_PROXY: `127.0.0.1:${proxy.port}` }).client(target))
    const tunnel = `target.test:${api.port}`
    assert.deepEqual(
      [proxy.tunnels, proxy.others, api.seen],
      [[tunnel, tunnel], [], ['POST target.test ', 'POST target.test ']],
    )
  })

  const refusals: [string, number, string][] = [
    ['407', 407, 'The proxy wants a name and a password (407).'],
    ['403', 403, 'The proxy did not let the connection to target.test through (403).'],
    ['hanging up', 0, 'The proxy did not let the connection to target.test through (closed).'],
  ]
  for (const [name, status, sentence] of refusals) {
    it(`${name}: asked once, nothing sent`, async () => {
      const proxy = kept(await connectProxy(() => status))
      const failure = await failureOf(buy(world({ proxy: proxy.origin }).client('https://target.test')))
      assert.deepEqual(
        [failure.kind, failure.details.sent, proxy.tunnels.length, failure.message.startsWith(sentence)],
        ['unreachable', false, 1, true],
      )
    })
  }

  it('silent: cancelled at once, nothing sent', async () => {
    const proxy = kept(await connectProxy(() => -1))
    const call = buy(world({ proxy: proxy.origin }).client('https://target.test'), AbortSignal.timeout(200))
    const failure = await failureOf(call)
    assert.deepEqual([failure.kind, failure.details.sent, proxy.tunnels.length], ['aborted', false, 1])
  })

  it('refused, or with a certificate of the API that is not trusted: nothing sent', async () => {
    const api = await secureApi()
    const proxy = kept(await connectProxy(() => 200))
    const untrusted = await failureOf(buy(world({ proxy: proxy.origin }).client(`https://target.test:${api.port}`)))
    const gone = await listen(net.createServer())
    await gone.stop()
    const refused = await failureOf(buy(world({ proxy: gone.origin }).client('https://target.test')))
    assert.deepEqual(
      [untrusted, refused].map((one) => [one.kind, one.details.sent]),
      [
        ['unreachable', false],
        ['unreachable', false],
      ],
    )
    assert.deepEqual(api.seen, [])
  })

  it('is not asked for this machine: the sandbox is reached directly', async () => {
    const proxy = kept(await connectProxy(() => 200))
    const api = kept(await httpServer((_, response) => response.end(GOOD)))
    await buy(world({ proxy: proxy.origin }).client(api.origin))
    assert.deepEqual([proxy.tunnels, proxy.others, api.received.length], [[], [], 1])
  })

  it('of an unknown kind: over the editor, and its password is in no log', async () => {
    const api = kept(await httpServer((_, response) => response.end(GOOD)))
    const { client, lines } = world({ proxy: 'socks4://me:hushhush@127.0.0.1:1' }, (url, init) => fetch(url, init))
    await buy(client(api.origin))
    assert.deepEqual([api.received.length, lines.join().includes('hushhush')], [1, false])
  })

  it('takes effect when the settings change, and calls in flight end on the old connection', async () => {
    const api = await secureApi()
    const proxy = kept(await connectProxy(() => 200))
    const slow = kept(await httpServer((_, response) => void setTimeout(() => response.end(GOOD), 200)))
    const { client, network } = world()
    const inFlight = client(slow.origin).getGeneration('a')
    await new Promise((resolve) => setTimeout(resolve, 50))
    network.update({ ...makeSettings(), proxy: proxy.origin, strictSsl: false })
    await client(`https://target.test:${api.port}`).getGeneration('a')
    assert.deepEqual([(await inFlight).status, proxy.tunnels.length], ['queued', 1])
  })
})

describe("the editor's fetch", () => {
  afterEach(cleanUp)

  it('serves once our own way cannot connect, and from then on, until the settings change', async () => {
    const api = kept(await httpServer((_, response) => response.end(GOOD)))
    const asked: string[] = []
    const editorFetch: EditorFetch = (url, init) => {
      asked.push(`${init.method} ${init.redirect}`)
      return fetch(url.replace('https://nonexistent.invalid', api.origin), init)
    }
    const { client, network, lines } = world({}, editorFetch)
    const away = client('https://nonexistent.invalid')
    await buy(away)
    await client(api.origin)
      .getBalance()
      .catch(() => undefined)
    assert.deepEqual(asked, ['POST manual', 'GET manual'])
    network.update(makeSettings())
    await client(api.origin)
      .getBalance()
      .catch(() => undefined)
    assert.deepEqual([asked.length, api.received.length], [2, 3])
    assert.deepEqual(lines[0], "Our own connection failed (ENOTFOUND); going over the editor's network from now on.")
    assert.equal(api.received[0]?.body.includes('a fox'), true)
  })

  it('is never given a request that may have been sent', async () => {
    const api = kept(await rawServer((socket) => socket.destroy()))
    let asked = 0
    const { client } = world({}, () => {
      asked++
      return fetch(api.origin)
    })
    await failureOf(buy(client(api.origin)))
    assert.deepEqual([asked, api.requests.length], [0, 1])
  })

  const repeats: [string, (socket: net.Socket) => void][] = [
    ['a 421', (socket) => void socket.end('HTTP/1.1 421 X\r\ncontent-length: 2\r\n\r\n{}')],
    ['a 401', (socket) => void socket.end('HTTP/1.1 401 X\r\nwww-authenticate: Basic\r\ncontent-length: 2\r\n\r\n{}')],
    ['a cut', (socket) => void socket.destroy()],
    ['a 308', (socket) => void socket.end('HTTP/1.1 308 X\r\nlocation: /again\r\ncontent-length: 0\r\n\r\n')],
  ]
  for (const [name, answer] of repeats) {
    it(`does not repeat a POST after ${name}`, async () => {
      let posts = 0
      const server = kept(
        await listen(
          net.createServer((socket) => {
            let text = ''
            socket.on('data', (chunk) => {
              text += chunk.toString('latin1')
              if (!text.endsWith('0\r\n\r\n')) return
              posts++
              answer(socket)
            })
          }),
        ),
      )
      const { client } = world({}, (url, init) =>
        fetch(url.replace('https://nonexistent.invalid', server.origin), init),
      )
      const failure = await failureOf(buy(client('https://nonexistent.invalid')))
      assert.deepEqual([posts, failure.details.sent], [1, true])
    })
  }

  const codes: [string, Error, boolean][] = [
    ['ENOTFOUND', coded('ENOTFOUND'), false],
    ['every attempt refused', new AggregateError([coded('ECONNREFUSED'), coded('EHOSTUNREACH', 'connect')]), false],
    ['one attempt cut', new AggregateError([coded('ECONNREFUSED'), coded('ECONNRESET')]), true],
    ['unreachable while connecting', coded('EHOSTUNREACH', 'connect'), false],
    ['unreachable while writing', coded('EHOSTUNREACH', 'write'), true],
    ['a certificate', coded('SELF_SIGNED_CERT_IN_CHAIN'), false],
    ['a tunnel refused', new Error('Proxy response (407) !== 200 when HTTP Tunneling'), false],
    ['Electron, no name', new Error('net::ERR_NAME_NOT_RESOLVED'), false],
    ['Electron, a certificate', new Error('net::ERR_CERT_AUTHORITY_INVALID'), false],
    ['Electron, cut', new Error('net::ERR_CONNECTION_RESET'), true],
    ['anything else', new TypeError('Failed to fetch'), true],
  ]
  for (const [name, cause, sent] of codes) {
    it(`${name}: ${sent ? 'may have been' : 'not'} sent`, async () => {
      const { client } = world({}, () => Promise.reject(new TypeError('fetch failed', { cause })))
      const failure = await failureOf(buy(client('https://nonexistent.invalid')))
      assert.deepEqual([failure.kind, failure.details.sent], [sent ? 'noAnswer' : 'unreachable', sent])
    })
  }

  it('ends a body that went silent', async () => {
    const server = kept(await rawServer((socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{')))
    const { idleLimited } = await import('../../../../src/api/transport/idleTimeout.ts')
    let ended = 0
    const response = idleLimited(await fetch(server.origin), 50, () => ended++)
    await assert.rejects(response.text(), /silent/)
    assert.equal(ended, 1)
  })
})

describe('a slow answer', () => {
  afterEach(cleanUp)

  const drips: [string, (socket: net.Socket) => void][] = [
    ['never comes', () => undefined],
    ['drips its headers', (socket) => drip(socket, `HTTP/1.1 200 OK\r\nx-a: ${'a'.repeat(500)}\r\n\r\n`)],
    [
      'drips its body',
      (socket) => drip(socket, `${'a'.repeat(500)}`, 'HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n'),
    ],
    ['drips an error', (socket) => drip(socket, `${'a'.repeat(500)}`, 'HTTP/1.1 500 X\r\ncontent-length: 500\r\n\r\n')],
  ]
  for (const [name, answer] of drips) {
    it(`${name}: ends when the call's time is up`, async () => {
      const server = kept(await rawServer(answer))
      const { network } = world()
      const call = createCaller({
        baseUrl: server.origin,
        key: KEY,
        transport: network.transport,
        log: memoryLog(),
        now: Date.now,
      })
      const startedAt = Date.now()
      const failure = await failureOf(
        call({ method: 'GET', path: '/x', schema: z.unknown(), limitBytes: 1000, totalMs: 400 }),
      )
      const expected = name.includes('error') ? 'serverTrouble' : 'noAnswer'
      assert.deepEqual([failure.kind, failure.details.sent, Date.now() - startedAt < 1500], [expected, true, true])
    })
  }
})

describe('fetching a result', () => {
  afterEach(cleanUp)

  it('sends no credentials, whatever it is given, follows nothing, and streams', async () => {
    const server = kept(
      await httpServer((request, response) => {
        if (request.url === '/moved') response.writeHead(302, { location: 'https://elsewhere.example/' }).end()
        else response.writeHead(206, { etag: '"e"', 'content-range': 'bytes 1-3/4' }).end('bcd')
      }),
    )
    const { network } = world()
    const headers = { Range: 'bytes=1-', Authorization: `Bearer ${KEY}`, COOKIE: 'a=b' }
    const init = { headers, signal: AbortSignal.timeout(5000) }
    const part = await network.resultFetch(`${server.origin}/a.mp4?x=1`, init)
    const moved = await network.resultFetch(`${server.origin}/moved`, init)
    assert.deepEqual(
      [part.status, part.headers.get('etag'), await part.text(), moved.status, moved.headers.get('location')],
      [206, '"e"', 'bcd', 302, 'https://elsewhere.example/'],
    )
    await moved.body?.cancel()
    const { authorization, cookie, range } = server.received[0]?.headers ?? {}
    assert.deepEqual([authorization, cookie, range, server.received.length], [undefined, undefined, 'bytes=1-', 2])
  })

  it('an abort ends the body, and a server that is not read from waits', async () => {
    let written = 0
    const server = kept(
      await rawServer((socket) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 400000000\r\n\r\n')
        const more = () => {
          while (!socket.destroyed && socket.write(Buffer.alloc(100_000))) written += 100_000
        }
        socket.on('drain', more)
        more()
      }),
    )
    const abort = new AbortController()
    const response = await world().network.resultFetch(server.origin, { headers: {}, signal: abort.signal })
    const reader = response.body?.getReader()
    await reader?.read()
    await new Promise((resolve) => setTimeout(resolve, 300))
    assert.ok(written < 40_000_000, `${written} bytes went out unread`)
    abort.abort()
    await assert.rejects(async () => {
      for (;;) if ((await reader?.read())?.done) return
    })
  })
})

describe('trust', () => {
  afterEach(cleanUp)

  it('NODE_EXTRA_CA_CERTS counts; and nothing becomes the dispatcher of every extension', async () => {
    const server = kept(
      await listen(
        tls.createServer({ key: pem('key'), cert: pem('cert') }, (socket) => {
          socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${GOOD.length}\r\n\r\n${GOOD}`))
        }),
        'https',
      ),
    )
    const support = new URL('../support/', import.meta.url)
    const script = `
      import { makeWorld } from '${new URL('apiTestContext.ts', support)}'
      const world = makeWorld({ systemCertificates: true })
      const { status } = await world.client('${server.origin}').getGeneration('a')
      await world.close()
      // Loading one of these files replaces the dispatcher of every fetch of the process.
      const { createRequire } = await import('node:module')
      const loaded = Object.keys(createRequire('${import.meta.url}').cache)
      const bad = loaded.filter((file) => /undici.(index|lib.global)\\.js$/.test(file))
      console.log(JSON.stringify([status, loaded.some((file) => file.includes('undici')), bad]))`
    // Asynchronous, because the server lives in this process.
    const { promisify } = await import('node:util')
    const { execFile } = await import('node:child_process')
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: new URL('cert.pem', support).pathname },
    })
    assert.equal(stdout.trim(), '["queued",true,[]]')
  })
})

function makeSettings(): NetworkSettings {
  return { proxy: '', noProxy: [], strictSsl: true, useProxy: true, systemCertificates: false, proxyAuthorization: '' }
}

function coded(code: string, syscall?: string): Error {
  return Object.assign(new Error(code), { code, syscall })
}

/** One byte every 20 ms. */
function drip(socket: net.Socket, text: string, before = ''): void {
  socket.write(before)
  let at = 0
  const timer = setInterval(() => {
    if (socket.destroyed || at >= text.length) clearInterval(timer)
    else socket.write(text.charAt(at++))
  }, 20)
}
