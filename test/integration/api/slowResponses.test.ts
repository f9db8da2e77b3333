import assert from 'node:assert/strict'
import type * as net from 'node:net'
import { describe, it } from 'mocha'
import * as z from 'zod'
import { sendRequest } from '../../../src/api/request.ts'
import { errorOf, KEY, memoryLog, useNetwork } from './support/apiTestContext.ts'
import { rawServer } from './support/servers.ts'

describe('A slow response', () => {
  const { start, context } = useNetwork()

  const rows: [string, (socket: net.Socket) => void, string][] = [
    ['that never comes', () => undefined, 'connectionLost'],
    [
      'with slow headers',
      (socket) => writeSlowly(socket, `HTTP/1.1 200 OK\r\nx-a: ${'a'.repeat(500)}\r\n\r\n`),
      'connectionLost',
    ],
    [
      'with a slow body',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n')
        writeSlowly(socket, 'a'.repeat(500))
      },
      'connectionLost',
    ],
    [
      'with a slow error body',
      (socket) => {
        socket.write('HTTP/1.1 500 X\r\ncontent-length: 500\r\n\r\n')
        writeSlowly(socket, 'a'.repeat(500))
      },
      'serviceError',
    ],
  ]
  for (const [name, respond, code] of rows) {
    it(`${name} ends with the timeout of the call`, async () => {
      const server = await start(rawServer(respond))
      const { transport } = context().network
      const connection = { baseUrl: server.origin, key: KEY, transport, log: memoryLog(), now: Date.now }
      const error = await errorOf(
        sendRequest(
          { method: 'GET', path: '/x', schema: z.unknown(), maxResponseBytes: 1000, timeoutMs: 400 },
          connection,
        ),
      )
      assert.deepEqual([error.code, error.sent], [code, true])
    })
  }
})

/** Writes one byte every 100 ms, so that 500 take longer than a test may. */
function writeSlowly(socket: net.Socket, text: string): void {
  let at = 0
  const timer = setInterval(() => {
    if (socket.destroyed || at >= text.length) clearInterval(timer)
    else socket.write(text.charAt(at++))
  }, 100)
}
