import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, it } from 'mocha'
import { createDispatcher } from '../../../../src/api/transport/dispatcher.ts'
import { undiciTransport } from '../../../../src/api/transport/undiciTransport.ts'
import { DIRECT } from '../support/apiTestContext.ts'
import { listen, type TestServer } from '../support/servers.ts'

const CHUNK_BYTES = 64 * 1024

describe('undiciTransport: the server closes the connection before the body is read', () => {
  const cleanups: (() => Promise<unknown>)[] = []
  afterEach(() => Promise.all(cleanups.splice(0).map((cleanup) => cleanup())))

  /** Sends a response and closes the connection immediately, before the reader starts. Returns the bytes read. */
  async function readLate(headers: string, bodyBytes: number): Promise<number> {
    const response = Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${headers}\r\n\r\n`), Buffer.alloc(bodyBytes, 'x')])
    const server: TestServer = await listen(createServer((socket) => socket.once('data', () => socket.end(response))))
    const dispatcher = createDispatcher(DIRECT, {})
    cleanups.push(() => dispatcher.destroy(), server.stop)
    const { body } = await undiciTransport(dispatcher)(server.origin, {
      method: 'GET',
      headers: {},
      signal: AbortSignal.timeout(5000),
      headersTimeoutMs: 5000,
      bodyTimeoutMs: 5000,
    })
    await sleep(150)
    let bytes = 0
    for await (const chunk of body ?? []) bytes += chunk.byteLength
    return bytes
  }

  for (const bytes of [CHUNK_BYTES, CHUNK_BYTES + 1, CHUNK_BYTES * 3]) {
    it(`reads ${bytes} bytes of a body with a content length`, async () => {
      assert.equal(await readLate(`content-length: ${bytes}\r\nconnection: close`, bytes), bytes)
    })
    it(`reads ${bytes} bytes of a body that ends with the connection`, async () => {
      assert.equal(await readLate('connection: close', bytes), bytes)
    })
    it(`rejects a body that ends after ${bytes} bytes, one less than its content length`, async () => {
      await assert.rejects(readLate(`content-length: ${bytes + 1}\r\nconnection: close`, bytes))
    })
  }
})
