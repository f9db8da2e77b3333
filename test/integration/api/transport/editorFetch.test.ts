import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import * as https from 'node:https'
import * as net from 'node:net'
import { describe, it } from 'mocha'
import type { EditorFetch } from '../../../../src/api/transport/fetchTransport.ts'
import { limitIdleTime } from '../../../../src/api/transport/idleTimeout.ts'
import { createGeneration, DIRECT, errorOf, useNetwork } from '../support/apiTestContext.ts'
import { httpServer, listen, rawServer } from '../support/servers.ts'

const VALID = '{"id":"a:b/c","status":"queued"}'
const pem = (name: string) => readFileSync(new URL(`../support/${name}.pem`, import.meta.url))
/** The extension's own connection to it always fails. */
const UNREACHABLE = 'https://nonexistent.invalid'

describe("The editor's fetch", () => {
  const { start, context } = useNetwork()

  it("is used after the extension's own connection fails, until the settings change", async () => {
    const api = await start(httpServer((_, response) => response.end(VALID)))
    let ownRequests = 0
    const server = https.createServer({ key: pem('key'), cert: pem('cert') }, (_, response) => {
      ownRequests++
      response.end(VALID)
    })
    const { port } = await start(listen(server))
    const calls: string[] = []
    const editorFetch: EditorFetch = (url, init) => {
      calls.push(`${init.method} ${init.redirect}`)
      return fetch(api.origin + new URL(url).pathname, init)
    }
    const { createClient, network, logLines } = context({ strictSsl: false }, editorFetch)
    const reachable = createClient(`https://api.test:${port}`)
    await createGeneration(createClient(UNREACHABLE))
    await errorOf(reachable.getBalance())
    assert.deepEqual([calls, ownRequests], [['POST manual', 'GET manual'], 0])
    network.update({ ...DIRECT, strictSsl: false })
    await errorOf(reachable.getBalance())
    assert.deepEqual([calls.length, api.requests.length, ownRequests], [2, 2, 1])
    assert.equal(logLines[0], "Could not connect (ENOTFOUND). Using the editor's network from now on.")
    assert.equal(api.requests[0]?.body.includes('a fox'), true)
  })

  it('is not used for a request that may have been sent', async () => {
    const api = await start(rawServer((socket) => socket.destroy()))
    let calls = 0
    const { createClient } = context({}, () => {
      calls++
      return fetch(api.origin)
    })
    await errorOf(createGeneration(createClient(api.origin)))
    assert.deepEqual([calls, api.requests.length], [0, 1])
  })

  const responses: [string, (socket: net.Socket) => void][] = [
    ['a 421', (socket) => void socket.end('HTTP/1.1 421 X\r\ncontent-length: 2\r\n\r\n{}')],
    ['a 401', (socket) => void socket.end('HTTP/1.1 401 X\r\nwww-authenticate: Basic\r\ncontent-length: 2\r\n\r\n{}')],
    ['a lost connection', (socket) => void socket.destroy()],
    ['a 308', (socket) => void socket.end('HTTP/1.1 308 X\r\nlocation: /again\r\ncontent-length: 0\r\n\r\n')],
  ]
  for (const [name, respond] of responses) {
    it(`does not repeat a POST after ${name}`, async () => {
      let posts = 0
      const server = net.createServer((socket) => {
        let text = ''
        socket.on('data', (chunk) => {
          text += chunk.toString('latin1')
          // The end of a chunked body.
          if (!text.endsWith('0\r\n\r\n')) return
          posts++
          respond(socket)
        })
      })
      const { origin } = await start(listen(server))
      const { createClient } = context({}, (url, init) => fetch(url.replace(UNREACHABLE, origin), init))
      const error = await errorOf(createGeneration(createClient(UNREACHABLE)))
      assert.deepEqual([posts, error.sent], [1, true])
    })
  }

  const causes: [string, Error, boolean][] = [
    ['ENOTFOUND', withCode('ENOTFOUND'), false],
    [
      'every attempt refused',
      new AggregateError([withCode('ECONNREFUSED'), withCode('EHOSTUNREACH', 'connect')]),
      false,
    ],
    ['one attempt reset', new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNRESET')]), true],
    ['unreachable during connect', withCode('EHOSTUNREACH', 'connect'), false],
    ['unreachable during write', withCode('EHOSTUNREACH', 'write'), true],
    ['a certificate', withCode('SELF_SIGNED_CERT_IN_CHAIN'), false],
    ['a refused tunnel', new Error('Proxy response (407) !== 200 when HTTP Tunneling'), false],
    ['a closed tunnel', Object.assign(withCode('UND_ERR_PRX_CONN'), { cause: withCode('UND_ERR_SOCKET') }), false],
    ['Electron, name not resolved', new Error('net::ERR_NAME_NOT_RESOLVED'), false],
    ['Electron, certificate', new Error('net::ERR_CERT_AUTHORITY_INVALID'), false],
    ['Electron, reset', new Error('net::ERR_CONNECTION_RESET'), true],
    ['an unknown error', new TypeError('Failed to fetch'), true],
  ]
  for (const [name, cause, sent] of causes) {
    it(`${name}: ${sent ? 'may have been' : 'not'} sent`, async () => {
      const { createClient } = context({}, () => Promise.reject(new TypeError('fetch failed', { cause })))
      const error = await errorOf(createGeneration(createClient(UNREACHABLE)))
      assert.deepEqual([error.code, error.sent], [sent ? 'connectionLost' : 'unreachable', sent])
    })
  }

  it('gets a body timeout', async () => {
    const server = await start(
      rawServer((socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{')),
    )
    let endings = 0
    const response = limitIdleTime(await fetch(server.origin), 50, () => endings++)
    await assert.rejects(response.text(), /timeout/)
    assert.equal(endings, 1)
  })
})

function withCode(code: string, syscall?: string): Error {
  return Object.assign(new Error(code), { code, syscall })
}
