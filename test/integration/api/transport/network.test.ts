import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import * as tls from 'node:tls'
import { promisify } from 'node:util'
import { describe, it } from 'mocha'
import { KEY, useNetwork } from '../support/apiTestContext.ts'
import { httpServer, listen, rawServer } from '../support/servers.ts'

const VALID = '{"id":"a:b/c","status":"queued"}'
const pem = (name: string) => readFileSync(new URL(`../support/${name}.pem`, import.meta.url))

describe('Network', () => {
  const { start, context } = useNetwork()

  it('resultFetch sends no credentials, follows no redirect, and streams', async () => {
    const server = await start(
      httpServer((request, response) => {
        if (request.url === '/moved') response.writeHead(302, { location: 'https://elsewhere.example/' }).end()
        else response.writeHead(206, { etag: '"e"', 'content-range': 'bytes 1-3/4' }).end('bcd')
      }),
    )
    const { network } = context()
    const headers = { Range: 'bytes=1-', Authorization: `Bearer ${KEY}`, COOKIE: 'a=b' }
    const init = { headers, signal: AbortSignal.timeout(5000), serviceOrigin: server.origin }
    const part = await network.resultFetch(`${server.origin}/a.mp4?x=1`, init)
    const moved = await network.resultFetch(`${server.origin}/moved`, init)
    assert.deepEqual(
      [part.status, part.headers.get('etag'), await part.text(), moved.status, moved.headers.get('location')],
      [206, '"e"', 'bcd', 302, 'https://elsewhere.example/'],
    )
    await moved.body?.cancel()
    const { authorization, cookie, range } = server.requests[0]?.headers ?? {}
    assert.deepEqual([authorization, cookie, range, server.requests.length], [undefined, undefined, 'bytes=1-', 2])
  })

  it('resultFetch applies backpressure, and an abort ends the body', async () => {
    let writtenBytes = 0
    const server = await start(
      rawServer((socket) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 400000000\r\n\r\n')
        const write = () => {
          while (!socket.destroyed && socket.write(Buffer.alloc(100_000))) writtenBytes += 100_000
        }
        socket.on('drain', write)
        write()
      }),
    )
    const abort = new AbortController()
    const init = { headers: {}, signal: abort.signal, serviceOrigin: server.origin }
    const response = await context().network.resultFetch(server.origin, init)
    const reader = response.body?.getReader()
    await reader?.read()
    await new Promise((resolve) => setTimeout(resolve, 300))
    assert.ok(writtenBytes < 40_000_000, `${writtenBytes} bytes were sent before they were read`)
    abort.abort()
    await assert.rejects(async () => {
      for (;;) if ((await reader?.read())?.done) return
    })
  })

  it('trusts NODE_EXTRA_CA_CERTS, and does not replace the dispatcher of the process', async () => {
    const server = await start(
      listen(
        tls.createServer({ key: pem('key'), cert: pem('cert') }, (socket) => {
          socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${VALID.length}\r\n\r\n${VALID}`))
        }),
        'https',
      ),
    )
    const src = new URL('../../../../src/api/', import.meta.url)
    const support = new URL('../support/', import.meta.url)
    const script = `
      import { createRequire } from 'node:module'
      import { createApiClient } from '${new URL('createApiClient.ts', src)}'
      import { createNetwork } from '${new URL('transport/network.ts', src)}'
      const dispatcher = () => globalThis[Symbol.for('undici.globalDispatcher.1')]
      const before = dispatcher()
      const log = { info() {}, warn() {}, error() {} }
      const settings = { proxy: '', noProxy: [], strictSsl: true, useProxy: true, systemCertificates: true }
      const network = createNetwork({ settings, environment: {}, editorFetch: () => Promise.reject(new Error()), log })
      const { transport } = network
      const client = createApiClient({ baseUrl: '${server.origin}', key: 'k', transport, log, now: Date.now })
      const { status } = await client.getGeneration('a')
      await network.close()
      // Loading one of these files replaces the dispatcher of every fetch of the process.
      const files = Object.keys(createRequire('${import.meta.url}').cache).filter((file) => file.includes('undici'))
      const replacing = files.filter((file) => /undici.(index|lib.global)\\.js$/.test(file))
      console.log(JSON.stringify([status, files.length > 0, replacing, dispatcher() === before]))`
    // Asynchronous, because the server runs in this process.
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: new URL('cert.pem', support).pathname },
    })
    assert.equal(stdout.trim(), '["queued",true,[],true]')
  })
})
