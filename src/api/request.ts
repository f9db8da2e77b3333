import type * as z from 'zod'
import { errorDetail } from '../core/errors.ts'
import type { Log } from '../core/ports.ts'
import { type Deadline, startDeadline } from './deadline.ts'
import { ApiError } from './errors.ts'
import { parseBody } from './parseBody.ts'
import { BodyTooLargeError, readBody, readBodyStart } from './readBody.ts'
import { inferenceIdOf, type RequestInfo, responseError, unreadableError } from './responseError.ts'
import { redact, sanitizeServerText } from './serverText.ts'
import { codeOf } from './transport/errorCode.ts'
import { type Transport, TransportError } from './transport/transport.ts'

/** Where requests are sent, and with which key. */
export interface ApiConnection {
  /** Without a trailing slash. May have a path. */
  readonly baseUrl: string
  /** Accepted by `checkApiKey`. */
  readonly key: string
  readonly transport: Transport
  readonly log: Log
  readonly now: () => number
}

/** A request to the API, and the limits of its response. */
export interface ApiRequest<T> {
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
}

const MAX_ERROR_BODY_BYTES = 64_000
const BODY_TIMEOUT_MS = 20_000
/** A response that arrives more slowly than this does not extend the timeout. */
const MIN_BYTES_PER_MS = 128

/** Sends a request once and returns its response. Rejects with `ApiError` only. Writes one line to the log. */
export async function sendRequest<T>(request: ApiRequest<T>, connection: ApiConnection): Promise<T> {
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

function urlOf({ path, query = [] }: ApiRequest<unknown>, { baseUrl }: ApiConnection): URL {
  const url = new URL(baseUrl + path)
  for (const [name, value] of query) url.searchParams.append(name, value)
  return url
}

async function exchange<T>(
  request: ApiRequest<T>,
  url: URL,
  deadline: Deadline,
  { key, transport, now }: ApiConnection,
): Promise<{ value: T; headers: Headers; status: number }> {
  const { method, body, schema, maxResponseBytes, timeoutMs } = request
  const response = await transport(url.href, {
    method,
    headers: {
      accept: 'application/json',
      // Responses are small, and a compressed one could expand to any size.
      'accept-encoding': 'identity',
      'user-agent': 'wan-vace-studio',
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    },
    body,
    signal: deadline.signal,
    headersTimeoutMs: timeoutMs,
    bodyTimeoutMs: BODY_TIMEOUT_MS,
  })
  const { status, headers } = response
  const info: RequestInfo = { url, fields: request.fields ?? [], bodyBytes: Buffer.byteLength(body ?? ''), key }
  if (!response.ok) {
    const text = await readBodyStart(response, MAX_ERROR_BODY_BYTES)
    throw responseError({ status, headers, text }, info, now())
  }
  const onBytes = (receivedBytes: number) => deadline.moveTo(timeoutMs + receivedBytes / MIN_BYTES_PER_MS)
  const text = await readBody(response, maxResponseBytes, onBytes).catch((error: unknown) => {
    throw error instanceof BodyTooLargeError ? unreadableError('tooLarge', response, info) : error
  })
  const parsed = parseBody(text, schema)
  if (!parsed.ok) throw unreadableError(parsed.cause, response, info, parsed.id)
  return { value: parsed.value, headers, status }
}

/** The error of a call that got no complete response. */
function connectionError(error: unknown, deadline: Deadline, host: string): ApiError {
  // The stream of a body fails with any error. The request was sent then.
  const sent = error instanceof TransportError ? error.sent : true
  if (deadline.abortedBy === 'caller') return new ApiError(errorDetail('aborted', {}), { sent })
  const networkCode = deadline.abortedBy === 'deadline' ? 'DEADLINE' : codeOf(error)
  return new ApiError(errorDetail(sent ? 'connectionLost' : 'unreachable', { host, networkCode }), { sent })
}

function writeLog({ key, log }: ApiConnection, call: string, outcome: string, requestId: string | undefined): void {
  const request = requestId ? `, request ${sanitizeServerText(requestId, key, 128)}` : ''
  log.info(`${redact(call, key)}: ${outcome}${request}`)
}
