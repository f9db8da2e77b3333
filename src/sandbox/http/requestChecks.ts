import type { IncomingMessage } from 'node:http'
import { HttpError } from './httpError.ts'

const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i

/**
 * Throws a 421 unless the `Host` header names this computer. This stops DNS rebinding: a web page whose host name
 * resolves to 127.0.0.1 still sends that name in `Host`.
 */
export function requireLoopbackHost(request: IncomingMessage): void {
  if (!LOOPBACK_HOST.test(request.headers.host ?? '')) {
    throw new HttpError(421, 'The sandbox accepts requests for 127.0.0.1 and localhost only')
  }
}

/** Throws a 403 if a web page sent the request. The control API needs no key, so web pages must not use it. */
export function rejectWebPages(request: IncomingMessage): void {
  if (request.headers.origin !== undefined) throw new HttpError(403, 'Requests from web pages are not allowed')
}

/** Returns the bearer key. Throws a 401 if it is missing or not `expected`; `undefined` accepts any key. */
export function requireApiKey(request: IncomingMessage, expected: string | undefined): string {
  const key = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (key === undefined) throw new HttpError(401, 'Unauthorized: send your API key as "Authorization: Bearer <key>"')
  if (expected !== undefined && key !== expected) throw new HttpError(401, 'Unauthorized: this API key is not valid')
  return key
}

/** Returns `X-Client-Request-Id`, or undefined if it is missing or invalid. Like the API, ignores an invalid one. */
export function readClientRequestId(request: IncomingMessage): string | undefined {
  const value = request.headers['x-client-request-id']
  return typeof value === 'string' && /^[A-Za-z0-9._:-]{1,128}$/.test(value) ? value : undefined
}
