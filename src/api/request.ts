import type * as z from 'zod'
import { errorDetail } from '../core/errors.ts'
import type { Log } from '../core/ports.ts'
import { sanitizeText } from '../core/text/sanitize.ts'
import { type Deadline, startDeadline } from './deadline.ts'
import { ApiError, type FailedCall } from './errors.ts'
import { inferenceIdOf } from './generationId.ts'
import { parseBody } from './parseBody.ts'
import { BodyTooLargeError } from './readBody.ts'
import { type Received, receive } from './receive.ts'
import { createRedact } from './redact.ts'
import { callOf, type RequestInfo, responseError, unreadableError } from './responseError.ts'
import { codeOf } from './transport/errorCode.ts'
import { type Transport, TransportError } from './transport/transport.ts'

/** Where requests are sent, and with which key. */
export interface ApiConnection {
  /** Without a trailing slash. May have a path. */
  readonly baseUrl: string
  /** Accepted by `checkApiKey`. Undefined for calls that need none. */
  readonly key?: string | undefined
  readonly transport: Transport
  readonly log: Log
  readonly now: () => number
}

/** A request to the API, and the limits of its response. */
export interface ApiRequest<T, N = never> {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query?: readonly (readonly [string, string])[]
  readonly headers?: Readonly<Record<string, string>>
  /** JSON. */
  readonly body?: string
  /** The field names in `body`, to find the one that a 400 is about. */
  readonly fields?: readonly string[]
  readonly schema: z.ZodType<T>
  readonly maxResponseBytes: number
  /** Longest time until the end of the response. A large response gets more, as long as it keeps arriving. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  /** What a 304 response stands for. Without it, a 304 is an error. */
  readonly notModified?: N
  /** Receives the headers of a successful response. */
  readonly onHeaders?: (headers: Headers) => void
}

const MAX_ERROR_BODY_BYTES = 64_000
const BODY_TIMEOUT_MS = 20_000
/** A response that arrives more slowly than this does not extend the timeout. */
const MIN_BYTES_PER_MS = 128

/** Sends a request once and returns its response. Rejects with `ApiError` only. Writes one line to the log. */
export async function sendRequest<T, N = never>(request: ApiRequest<T, N>, connection: ApiConnection): Promise<T | N> {
  const url = urlOf(request, connection)
  const startedAt = connection.now()
  const log = (outcome: string, requestId: string | undefined) => {
    const durationMs = Math.round(connection.now() - startedAt)
    writeLog(connection, `${request.method} ${url.pathname}${url.search}`, `${outcome}, ${durationMs} ms`, requestId)
  }
  const deadline = startDeadline(request.timeoutMs, request.signal)
  try {
    const { value, headers, status } = await exchange(request, url, deadline, connection)
    log(String(status), headers.get('x-request-id') ?? inferenceIdOf(headers))
    request.onHeaders?.(headers)
    return value
  } catch (thrown) {
    const error = thrown instanceof ApiError ? thrown : connectionError(thrown, deadline, url.host)
    const networkCode = 'networkCode' in error.detail.args ? error.detail.args.networkCode : undefined
    const outcome = [error.status, error.code, error.sent ? undefined : 'not sent', networkCode]
    log(outcome.filter((part) => part !== undefined).join(', '), error.supportId)
    throw error
  } finally {
    deadline.dispose()
  }
}

function urlOf({ path, query = [] }: ApiRequest<unknown, unknown>, { baseUrl }: ApiConnection): URL {
  const url = new URL(baseUrl + path)
  for (const [name, value] of query) url.searchParams.append(name, value)
  return url
}

async function exchange<T, N>(
  request: ApiRequest<T, N>,
  url: URL,
  deadline: Deadline,
  { key, transport, now }: ApiConnection,
): Promise<Received & { readonly value: T | N }> {
  const { method, body, schema, timeoutMs } = request
  const response = await transport(url.href, {
    method,
    headers: {
      accept: 'application/json',
      // Responses are small, and a compressed one could expand to any size.
      'accept-encoding': 'identity',
      'user-agent': 'wan-vace-studio',
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    },
    body,
    signal: deadline.signal,
    headersTimeoutMs: timeoutMs,
    bodyTimeoutMs: BODY_TIMEOUT_MS,
  })
  const info: RequestInfo = { url, fields: request.fields ?? [], bodyBytes: Buffer.byteLength(body ?? '') }
  const onBytes = (receivedBytes: number) => deadline.moveTo(timeoutMs + receivedBytes / MIN_BYTES_PER_MS)
  const received = response.ok
    ? await receive(response, createRedact(key), request.maxResponseBytes, onBytes)
    : await receive(response, createRedact(key), MAX_ERROR_BODY_BYTES)
  if (response.status === 304 && request.notModified !== undefined) return { ...received, value: request.notModified }
  // The beginning of the body is enough for an error.
  if (!response.ok) throw responseError(received, info, now())
  const { error } = received
  if (error instanceof BodyTooLargeError) throw unreadableError('tooLarge', received, info)
  if (error !== undefined) throw connectionError(error, deadline, url.host, callOf(received))
  const parsed = parseBody(received.text, schema)
  if (!parsed.ok) throw unreadableError(parsed.cause, received, info)
  return { ...received, value: parsed.value }
}

/** The error of a call that got no complete response. `call` is given if the headers of the response came. */
function connectionError(error: unknown, deadline: Deadline, host: string, call?: FailedCall): ApiError {
  const known = call ?? { sent: error instanceof TransportError ? error.sent : true }
  if (deadline.abortedBy === 'caller') return new ApiError(errorDetail('aborted', {}), known)
  const networkCode = deadline.abortedBy === 'deadline' ? 'DEADLINE' : codeOf(error)
  return new ApiError(errorDetail(known.sent ? 'connectionLost' : 'unreachable', { host, networkCode }), known)
}

function writeLog({ key, log }: ApiConnection, call: string, outcome: string, requestId: string | undefined): void {
  const request = requestId ? `, request ${sanitizeText(requestId, 128)}` : ''
  // The ID of a job that an older version stored may contain the key.
  log.info(`${createRedact(key)(call)}: ${outcome}${request}`)
}
