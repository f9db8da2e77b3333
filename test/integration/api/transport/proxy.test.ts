import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import * as https from 'node:https'
import * as net from 'node:net'
import { describe, it } from 'mocha'
import { ApiError } from '../../../../src/api/errors.ts'
import { errorDetail } from '../../../../src/core/errors.ts'
import { createGeneration, DIRECT, errorOf, failingEditorFetch, useNetwork } from '../support/apiTestContext.ts'
import { connectProxy, httpServer, listen, type TunnelResponse } from '../support/servers.ts'

const VALID = '{"id":"a:b/c","status":"queued"}'
const pem = (name: string) => readFileSync(new URL(`../support/${name}.pem`, import.meta.url))

describe('A proxy', () => {
  const { start, context } = useNetwork()

  /** The API with TLS. Only the proxy of these tests resolves its name, `target.test`. */
  async function startSecureApi() {
    const requests: string[] = []
    const server = https.createServer({ key: pem('key'), cert: pem('cert') }, (request, response) => {
      const { host, 'proxy-authorization': authorization } = request.headers
      requests.push(`${request.method} ${host?.split(':')[0]} ${authorization ?? ''}`)
      request.resume().on('end', () => response.end(VALID))
    })
    return { ...(await start(listen(server, 'https'))), requests }
  }

  it('opens a tunnel, from the setting and from the environment', async () => {
    const api = await startSecureApi()
    const proxy = await start(connectProxy())
    const target = `https://target.test:${api.port}`
    const settings = { proxy: proxy.origin, strictSsl: false, proxyAuthorization: 'Basic abc' }
    const environment = { HTTPS_PROXY: `127.0.0.1:${proxy.port}` }
    await createGeneration(context(settings).createClient(target))
    await createGeneration(context({ strictSsl: false }, failingEditorFetch, environment).createClient(target))
    const tunnel = `target.test:${api.port}`
    assert.deepEqual(
      [proxy.tunnels, proxy.otherRequests, api.requests],
      [[tunnel, tunnel], [], ['POST target.test ', 'POST target.test ']],
    )
  })

  const refusals: [string, TunnelResponse, string][] = [
    ['that requires authentication', 407, 'PROXY_407'],
    ['that forbids the target', 403, 'PROXY_403'],
    ['that closes the connection', 'close', 'PROXY_CLOSED'],
  ]
  for (const [name, response, networkCode] of refusals) {
    it(`${name}: one attempt, nothing is sent`, async () => {
      const proxy = await start(connectProxy(() => response))
      const client = context({ proxy: proxy.origin }).createClient('https://target.test')
      const error = await errorOf(createGeneration(client))
      assert.deepEqual(
        [error.detail, error.sent, proxy.tunnels.length],
        [errorDetail('unreachable', { host: 'target.test', networkCode }), false, 1],
      )
    })
  }

  it('that does not respond: aborts immediately, nothing is sent', async () => {
    const proxy = await start(connectProxy(() => 'none'))
    const client = context({ proxy: proxy.origin }).createClient('https://target.test')
    const error = await errorOf(createGeneration(client, AbortSignal.timeout(200)))
    assert.deepEqual([error.code, error.sent, proxy.tunnels.length], ['aborted', false, 1])
  })

  it('that is not running, or in front of an API with an untrusted certificate: nothing is sent', async () => {
    const api = await startSecureApi()
    const proxy = await start(connectProxy())
    const stopped = await listen(net.createServer())
    await stopped.stop()
    const errors = [
      await errorOf(createGeneration(context({ proxy: proxy.origin }).createClient(`https://target.test:${api.port}`))),
      await errorOf(createGeneration(context({ proxy: stopped.origin }).createClient('https://target.test'))),
    ]
    assert.deepEqual(
      errors.map(({ code, sent }) => [code, sent]),
      [
        ['unreachable', false],
        ['unreachable', false],
      ],
    )
    assert.deepEqual(api.requests, [])
  })

  for (const [name, target] of [
    ['127.0.0.1', 'http://127.0.0.1'],
    ['another address of this computer', 'http://127.0.0.2'],
    ['the last address of this computer', 'http://127.255.255.254'],
    ['an address in another form', 'http://0x7f.513'],
    ['IPv6', 'http://[::1]'],
    ['IPv4 in IPv6', 'http://[::ffff:127.0.0.1]'],
    ['localhost', 'http://localhost'],
    ['localhost with a dot', 'https://LOCALHOST.'],
    ['a name below localhost', 'http://api.localhost'],
  ] as const) {
    it(`and the editor's network are not used for this computer: ${name}`, async () => {
      const proxy = await start(connectProxy())
      const api = await start(httpServer((_, response) => response.end(VALID)))
      const environment = { HTTP_PROXY: proxy.origin, HTTPS_PROXY: proxy.origin }
      let editorCalls = 0
      const editorFetch = () => {
        editorCalls++
        return Promise.reject(new Error('not to be called'))
      }
      for (const settings of [{ proxy: proxy.origin }, {}, { proxy: 'socks4://127.0.0.1:1' }]) {
        const client = context(settings, editorFetch, environment).createClient(`${target}:${api.port}`)
        // Nothing may listen at this address.
        await client.getGeneration('a').catch((error: unknown) => assert.ok(error instanceof ApiError && !error.sent))
      }
      assert.deepEqual([proxy.tunnels, proxy.otherRequests, editorCalls], [[], [], 0])
    })
  }

  it('is not needed for a name below localhost, which the name server may not know', async () => {
    const api = await start(httpServer((_, response) => response.end(VALID)))
    const lookups: string[] = []
    for (const answer of [undefined, '203.0.113.1']) {
      const { createClient } = context({}, failingEditorFetch, {}, (hostname, _, callback) => {
        lookups.push(hostname)
        if (answer === undefined) callback(new Error('ENOTFOUND'), [])
        else callback(null, [{ address: answer, family: 4 }])
      })
      await createGeneration(createClient(`http://api.localhost:${api.port}`))
    }
    assert.deepEqual([api.requests.length, lookups], [2, ['api.localhost', 'api.localhost']])
  })

  it('with an unsupported scheme: the editor sends the request, and the log has no password', async () => {
    const api = await start(httpServer((_, response) => response.end(VALID)))
    const settings = { proxy: 'socks4://me:hushhush@127.0.0.1:1' }
    const toApi = (url: string, init: RequestInit) => fetch(api.origin + new URL(url).pathname, init)
    const { createClient, logLines } = context(settings, toApi)
    await createGeneration(createClient('https://target.test'))
    assert.deepEqual([api.requests.length, logLines.join().includes('hushhush')], [1, false])
  })

  it('takes effect when the settings change, while calls in progress keep their connection', async () => {
    const api = await startSecureApi()
    const proxy = await start(connectProxy())
    const slow = await start(httpServer((_, response) => void setTimeout(() => response.end(VALID), 200)))
    const { createClient, network } = context()
    const inProgress = createClient(slow.origin).getGeneration('a')
    await new Promise((resolve) => setTimeout(resolve, 50))
    network.update({ ...DIRECT, proxy: proxy.origin, strictSsl: false })
    await createClient(`https://target.test:${api.port}`).getGeneration('a')
    assert.deepEqual([(await inProgress).status, proxy.tunnels.length], ['queued', 1])
  })
})
