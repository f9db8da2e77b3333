import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { directNetwork } from '../../../fixtures/directNetwork.ts'

const BODY = Buffer.alloc(64 * 1024 * 3, 'x')

/** Sends `head` and the body, and closes at once: the whole body is there before anybody reads it. */
async function read(head: string, body: Buffer): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.end(Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n`), body])))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const network = directNetwork({ info() {}, warn() {}, error() {} })
  try {
    const { port } = server.address() as AddressInfo
    const signal = AbortSignal.timeout(5000)
    const response = await network.resultFetch(`http://127.0.0.1:${port}/`, { headers: {}, signal })
    // A reader that is slower than the network: the end of the connection comes first.
    await sleep(150)
    return (await response.arrayBuffer()).byteLength
  } finally {
    await network.close()
    server.close()
  }
}

describe('a body that is read after its connection was closed', () => {
  for (const bytes of [64 * 1024, 64 * 1024 + 1, BODY.length]) {
    const body = BODY.subarray(0, bytes)
    it(`arrives whole: ${bytes} bytes with their length`, async () => {
      assert.equal(await read(`content-length: ${bytes}\r\nconnection: close`, body), bytes)
    })
    it(`arrives whole: ${bytes} bytes up to the end of the connection`, async () => {
      assert.equal(await read('connection: close', body), bytes)
    })
    it(`is not taken for whole: ${bytes} of one more`, async () => {
      await assert.rejects(read(`content-length: ${bytes + 1}\r\nconnection: close`, body))
    })
  }
})
