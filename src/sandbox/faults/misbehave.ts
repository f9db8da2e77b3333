import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Reply } from '../http/reply.ts'
import { send } from '../http/send.ts'
import type { Fault } from './fault.ts'
import { spoil } from './spoil.ts'

const DRIP_TICK_MS = 100

/** Answers a call with a fault, on the real socket. */
export async function misbehave(fault: Fault, response: ServerResponse, reply: Reply): Promise<void> {
  switch (fault.kind) {
    case 'cutBeforeHeaders':
    case 'cutAfterAccept':
      response.socket?.destroy()
      return
    case 'silent':
      return
    case 'cutInBody':
      return cutInBody(response, reply)
    case 'drip':
      return drip(response, reply, fault.bytesPerSecond ?? 1)
    case 'hugeBody':
      return hugeBody(response, reply, fault.bytes ?? 0)
    case 'wrongLength':
      return wrongLength(response, reply, fault.bytes ?? 100)
    case 'delay':
      await sleep(fault.ms ?? 0, undefined, { ref: false })
      return send(response, reply)
    default:
      return send(response, spoil(fault, reply) ?? reply)
  }
}

/** The length of the whole, half of it, then the end of the socket. */
function cutInBody(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, { ...reply.headers, 'content-length': String(reply.body.length) })
  const half = reply.body.subarray(0, Math.max(1, Math.floor(reply.body.length / 2)))
  response.write(half, () => response.socket?.destroySoon())
}

async function drip(response: ServerResponse, reply: Reply, bytesPerSecond: number): Promise<void> {
  response.writeHead(reply.status, { ...reply.headers, 'content-length': String(reply.body.length) })
  response.flushHeaders()
  let due = 0
  let sent = 0
  while (sent < reply.body.length && !response.destroyed) {
    await sleep(DRIP_TICK_MS, undefined, { ref: false })
    due += (bytesPerSecond * DRIP_TICK_MS) / 1000
    const until = Math.min(reply.body.length, Math.floor(due))
    if (until > sent) response.write(reply.body.subarray(sent, until))
    sent = Math.max(sent, until)
  }
  response.end()
}

/** The honest JSON, then blanks up to `bytes`, without saying the length beforehand. */
async function hugeBody(response: ServerResponse, reply: Reply, bytes: number): Promise<void> {
  response.writeHead(reply.status, reply.headers)
  response.write(reply.body)
  const blanks = Buffer.alloc(65_536, ' ')
  const closed = once(response, 'close')
  for (let left = bytes - reply.body.length; left > 0 && !response.destroyed; left -= blanks.length) {
    if (response.write(blanks.subarray(0, Math.min(left, blanks.length)))) continue
    await Promise.race([once(response, 'drain'), closed])
  }
  response.end()
}

/** Says `extra` bytes more (or, when negative, fewer) than there are, and ends the connection in good order. */
function wrongLength(response: ServerResponse, reply: Reply, extra: number): void {
  const length = String(Math.max(0, reply.body.length + extra))
  response.writeHead(reply.status, { ...reply.headers, 'content-length': length, connection: 'close' })
  response.write(reply.body, () => response.socket?.end())
}
