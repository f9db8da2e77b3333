import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import * as https from 'node:https'
import type { LookupFunction } from 'node:net'
import * as net from 'node:net'
import { describe, it } from 'mocha'
import type { EditorFetch } from '../../../../src/api/transport/fetchTransport.ts'
import type { Network } from '../../../../src/api/transport/network.ts'
import type { NetworkSettings } from '../../../../src/api/transport/networkSettings.ts'
import { requestResult } from '../../../../src/jobs/video/resultRequest.ts'
import { testLookup, useNetwork } from '../support/apiTestContext.ts'
import { connectProxy, listen } from '../support/servers.ts'

const REMOTE = 'https://api.example'
const pem = (name: string) => readFileSync(new URL(`../support/${name}.pem`, import.meta.url))

describe('A result that a remote service names', () => {
  const { start, context } = useNetwork()

  /** A port of this computer that counts its connections. */
  async function startPort() {
    const state = { connections: 0 }
    const server = net.createServer((socket) => {
      state.connections++
      socket.destroy()
    })
    return { state, ...(await start(listen(server))) }
  }

  function recordingEditorFetch() {
    const urls: string[] = []
    const editorFetch: EditorFetch = async (url) => {
      urls.push(url)
      return new Response('video')
    }
    return { urls, editorFetch }
  }

  const request = (network: Network, url: string, serviceOrigin: string | undefined = REMOTE) =>
    network.resultFetch(url, { headers: {}, signal: AbortSignal.timeout(5000), serviceOrigin })

  const hosts = [
    ...['127.0.0.1', '127.0.0.2', '2130706433', '0x7f000001', '0177.0.0.1', '127.1', '0.0.0.0', '[::1]', '[::]'],
    ...['[::ffff:127.0.0.1]', '[::ffff:10.0.0.1]', 'localhost', 'localhost.', 'a.localhost', 'internal.test'],
    ...['10.0.0.1', '172.16.0.1', '192.168.1.1', '169.254.169.254', '[fe80::1]', '[fd00::1]', '[64:ff9b::a00:1]'],
  ]
  for (const host of hosts) {
    it(`is not requested from ${host}`, async () => {
      const { state, port } = await startPort()
      const { urls, editorFetch } = recordingEditorFetch()
      const settings: Partial<NetworkSettings>[] = [{}, { strictSsl: false }, { proxy: 'socks4://127.0.0.1:1' }]
      for (const setting of settings) {
        const { network } = context(setting, editorFetch)
        for (const origin of [REMOTE, undefined, 'https://10.0.0.1', 'not a URL']) {
          const error = await request(network, `https://${host}:${port}/v.mp4`, origin).catch(
            (thrown: unknown) => thrown,
          )
          assert.deepEqual(
            [(error as { code?: string }).code, (error as { sent?: boolean }).sent],
            ['NOT_PUBLIC', false],
          )
        }
      }
      assert.deepEqual([state.connections, urls], [0, []])
    })
  }

  it("is not requested over the editor's network from a host that has another address there", async () => {
    let lookups = 0
    const rebinding: LookupFunction = (hostname, options, callback) => {
      if (lookups++ > 0) return testLookup(hostname, options, callback)
      callback(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), [])
    }
    const { urls, editorFetch } = recordingEditorFetch()
    const { network } = context({}, editorFetch, {}, rebinding)
    await assert.rejects(request(network, 'https://internal.test/v.mp4'), { code: 'NOT_PUBLIC' })
    assert.deepEqual([lookups, urls], [2, []])
  })

  it("is requested over the editor's network from a host that only its proxy knows", async () => {
    const { urls, editorFetch } = recordingEditorFetch()
    const { network } = context({}, editorFetch)
    const response = await request(network, 'https://cdn.invalid/v.mp4')
    assert.deepEqual([await response.text(), urls], ['video', ['https://cdn.invalid/v.mp4']])
  })

  it('is requested through a proxy, which resolves names, but not from an address of this computer', async () => {
    const server = https.createServer({ key: pem('key'), cert: pem('cert') }, (_, response) => response.end('video'))
    const { port } = await start(listen(server, 'https'))
    const proxy = await start(connectProxy())
    const { network } = context({ proxy: proxy.origin, strictSsl: false })
    const response = await request(network, `https://cdn.test:${port}/v.mp4`)
    assert.equal(await response.text(), 'video')
    await assert.rejects(request(network, `https://127.0.0.1:${port}/v.mp4`), { code: 'NOT_PUBLIC' })
    await assert.rejects(request(network, `https://localhost:${port}/v.mp4`), { code: 'NOT_PUBLIC' })
    assert.deepEqual(proxy.tunnels, [`cdn.test:${port}`])
  })

  it('is not requested after a redirect to this computer or to a private network', async () => {
    const { state, port } = await startPort()
    const targets = [
      ...[`https://127.0.0.1:${port}/`, `http://127.0.0.1:${port}/`, `//localhost:${port}/`, `https://[::1]:${port}/`],
      ...[`https://2130706433:${port}/`, 'https://10.0.0.1/', 'https://169.254.169.254/latest/', 'file:///etc/passwd'],
    ]
    for (const location of targets) {
      const server = https.createServer({ key: pem('key'), cert: pem('cert') }, (_, response) =>
        response.writeHead(302, { location }).end(),
      )
      const { port: cdnPort } = await start(listen(server, 'https'))
      const proxy = await start(connectProxy())
      const { network } = context({ proxy: proxy.origin, strictSsl: false })
      const result = await requestResult(network.resultFetch, {
        url: new URL(`https://cdn.test:${cdnPort}/v.mp4`),
        serviceOrigin: REMOTE,
        offset: 0,
        validator: undefined,
        signal: AbortSignal.timeout(5000),
      })
      assert.deepEqual([result.kind, proxy.tunnels.length], ['unsafe', 1], location)
    }
    assert.equal(state.connections, 0)
  })

  it('is tried again if only a name has such an address, which may be that of a sign-in page', async () => {
    const { network } = context()
    const result = await requestResult(network.resultFetch, {
      url: new URL('https://cdn.test/v.mp4'),
      serviceOrigin: REMOTE,
      offset: 0,
      validator: undefined,
      signal: AbortSignal.timeout(5000),
    })
    assert.deepEqual(result, { kind: 'refused', error: { code: 'fileHostNotPublic', args: { host: 'cdn.test' } } })
  })

  it('may be on this computer if the service is, too', async () => {
    const { state, port, origin } = await startPort()
    const { network } = context()
    for (const host of ['127.0.0.1', 'localhost']) {
      await assert.rejects(request(network, `http://${host}:${port}/v.mp4`, origin), { sent: true })
    }
    assert.equal(state.connections, 2)
  })
})
