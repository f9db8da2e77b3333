import type { IncomingMessage } from 'node:http'
import { HttpError } from './httpError.ts'

/** How long to discard the rest of an oversized body. A client that is still sending cannot read the 413. */
const DRAIN_TIMEOUT_MS = 5_000

/** Reads a body of at most `limitBytes`. Throws a 413 if it is larger, and discards the rest. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const declaredBytes = Number(request.headers['content-length'] ?? 0)
  if (declaredBytes > limitBytes) throw payloadTooLarge(request, limitBytes)
  const chunks: Buffer[] = []
  let sizeBytes = 0
  const iterator = request.iterator({ destroyOnReturn: false })
  for await (const chunk of iterator) {
    sizeBytes += (chunk as Buffer).length
    if (sizeBytes > limitBytes) throw payloadTooLarge(request, limitBytes)
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}

function payloadTooLarge(request: IncomingMessage, limitBytes: number): HttpError {
  request.resume()
  setTimeout(() => request.complete || request.destroy(), DRAIN_TIMEOUT_MS).unref()
  const limitMegabytes = (limitBytes / 1_000_000).toFixed(1)
  return new HttpError(413, `Payload Too Large: the maximum body size is ${limitMegabytes} MB`, { connection: 'close' })
}
