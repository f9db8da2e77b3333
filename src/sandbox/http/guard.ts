import type { IncomingMessage } from 'node:http'
import { Refusal } from './reply.ts'

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i

/**
 * Lets only this machine's own programs in: a web page whose name was made to resolve to 127.0.0.1
 * (DNS rebinding) still sends its own name in `Host`.
 */
export function requireLoopbackHost(request: IncomingMessage): void {
  if (!LOOPBACK.test(request.headers.host ?? '')) {
    throw new Refusal(421, 'The sandbox answers only to 127.0.0.1 and localhost')
  }
}

/** The control calls need no key, so no web page may make them, not even without reading the answer. */
export function refuseWebPages(request: IncomingMessage): void {
  if (request.headers.origin !== undefined) throw new Refusal(403, 'Not for web pages')
}

/** The bearer key of a call. Throws a 401 when it is missing or is not `expected` (undefined takes any). */
export function requireKey(request: IncomingMessage, expected: string | undefined): string {
  const key = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (key === undefined) throw new Refusal(401, 'Unauthorized: send your API key as "Authorization: Bearer <key>"')
  if (expected !== undefined && key !== expected) throw new Refusal(401, 'Unauthorized: this API key is not valid')
  return key
}

/** `X-Client-Request-Id`, or undefined when it is missing or malformed: the API drops a malformed one silently. */
export function clientRequestId(request: IncomingMessage): string | undefined {
  const value = request.headers['x-client-request-id']
  return typeof value === 'string' && /^[A-Za-z0-9._:-]{1,128}$/.test(value) ? value : undefined
}
