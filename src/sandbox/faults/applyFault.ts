import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpResponse } from '../http/response.ts'
import { sendResponse } from '../http/sendResponse.ts'
import { corruptResponse } from './corruptResponse.ts'
import type { Fault } from './fault.ts'

const DRIP_INTERVAL_MS = 100

/** Applies a fault to a response and sends the result, or closes the socket. */
export async function applyFault(fault: Fault, target: ServerResponse, response: HttpResponse): Promise<void> {
  switch (fault.kind) {
    case 'cutBeforeHeaders':
    case 'cutAfterAccept':
      target.socket?.destroy()
      return
    case 'silent':
      return
    case 'cutInBody':
      return cutInBody(target, response)
    case 'drip':
      return drip(target, response, fault.bytesPerSecond ?? 1)
    case 'hugeBody':
      return sendHugeBody(target, response, fault.bytes ?? 0)
    case 'wrongLength':
      return sendWrongLength(target, response, fault.bytes ?? 100)
    case 'delay':
      await sleep(fault.ms ?? 0, undefined, { ref: false })
      return sendResponse(target, response)
    default:
      return sendResponse(target, corruptResponse(fault, response) ?? response)
  }
}

/** Sends the full `Content-Length` and half of the body, then closes the socket. */
function cutInBody(target: ServerResponse, response: HttpResponse): void {
  target.writeHead(response.status, { ...response.headers, 'content-length': String(response.body.length) })
  const firstHalf = response.body.subarray(0, Math.max(1, Math.floor(response.body.length / 2)))
  target.write(firstHalf, () => target.socket?.destroySoon())
}

async function drip(target: ServerResponse, response: HttpResponse, bytesPerSecond: number): Promise<void> {
  target.writeHead(response.status, { ...response.headers, 'content-length': String(response.body.length) })
  target.flushHeaders()
  let dueBytes = 0
  let sentBytes = 0
  while (sentBytes < response.body.length && !target.destroyed) {
    await sleep(DRIP_INTERVAL_MS, undefined, { ref: false })
    dueBytes += (bytesPerSecond * DRIP_INTERVAL_MS) / 1000
    const end = Math.min(response.body.length, Math.floor(dueBytes))
    if (end > sentBytes) target.write(response.body.subarray(sentBytes, end))
    sentBytes = Math.max(sentBytes, end)
  }
  target.end()
}

/** Sends the original JSON followed by spaces, `sizeBytes` in total, without `Content-Length`. */
async function sendHugeBody(target: ServerResponse, response: HttpResponse, sizeBytes: number): Promise<void> {
  target.writeHead(response.status, response.headers)
  target.write(response.body)
  const spaces = Buffer.alloc(65_536, ' ')
  const closed = once(target, 'close')
  for (let left = sizeBytes - response.body.length; left > 0 && !target.destroyed; left -= spaces.length) {
    if (target.write(spaces.subarray(0, Math.min(left, spaces.length)))) continue
    await Promise.race([once(target, 'drain'), closed])
  }
  target.end()
}

/** Sends a `Content-Length` that is `extraBytes` too large (or too small if negative), then ends the connection. */
function sendWrongLength(target: ServerResponse, response: HttpResponse, extraBytes: number): void {
  const length = String(Math.max(0, response.body.length + extraBytes))
  target.writeHead(response.status, { ...response.headers, 'content-length': length, connection: 'close' })
  target.write(response.body, () => target.socket?.end())
}
