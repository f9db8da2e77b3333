import type { IncomingMessage } from 'node:http'
import { Refusal } from './reply.ts'

/** How long an oversized body is swallowed, so that the client gets to read the 413. */
const DRAIN_MS = 5_000

/**
 * Reads a body of at most `limitBytes`.
 * Throws a 413 otherwise and goes on swallowing what still comes, without keeping it.
 */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > limitBytes) throw tooLarge(request, limitBytes)
  const chunks: Buffer[] = []
  let size = 0
  const iterator = request.iterator({ destroyOnReturn: false })
  for await (const chunk of iterator) {
    size += (chunk as Buffer).length
    if (size > limitBytes) throw tooLarge(request, limitBytes)
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}

function tooLarge(request: IncomingMessage, limitBytes: number): Refusal {
  request.resume()
  setTimeout(() => request.complete || request.destroy(), DRAIN_MS).unref()
  const limitMegabytes = (limitBytes / 1_000_000).toFixed(1)
  return new Refusal(413, `Payload Too Large: the body may have ${limitMegabytes} MB at most`, { connection: 'close' })
}
