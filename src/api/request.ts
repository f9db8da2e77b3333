import type * as z from 'zod'
import type { ApiClientOptions } from './apiClientOptions.ts'
import { readBeginning, readText, TooLargeError } from './boundedText.ts'
import type { Call } from './call.ts'
import { connectionError } from './connectionError.ts'
import { type Deadline, startDeadline } from './deadline.ts'
import { ApiError } from './errors.ts'
import { inferenceIdIn, responseError, type Unreadable, unreadableResponseError } from './responseError.ts'
import { redact, sanitizeServerText } from './serverText.ts'
import { codeOf } from './transport/errorCode.ts'
import { TransportError } from './transport/transport.ts'
import { idIn } from './wire.ts'

export interface CallSpec<T> {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query?: readonly (readonly [string, string])[]
  readonly headers?: Readonly<Record<string, string>>
  /** JSON. */
  readonly body?: string
  readonly fields?: readonly string[]
  readonly schema: z.ZodType<T>
  /** Largest answer. */
  readonly limitBytes: number
  /** Longest time from the call to the end of the answer; a large answer that keeps coming gets more. */
  readonly totalMs: number
  readonly signal?: AbortSignal | undefined
}

const ERROR_BODY_BYTES = 64_000
/** Well above what a page of the account's logs has. */
const MOST_PARTS = 200_000
const BODY_SILENCE_MS = 20_000
/** An answer that comes slower than this is taken for a drip, and ends with the call's time. */
const SLOWEST_BYTES_PER_MS = 128

/** One call, once. Rejects with `ApiError` and nothing else. Writes one line to the log. */
export function createCaller(options: ApiClientOptions) {
  return async <T>(spec: CallSpec<T>): Promise<T> => {
    const call = toCall(spec, options)
    const startedAt = options.now()
    const deadline = startDeadline(spec.totalMs, spec.signal)
    try {
      const { value, headers, status } = await perform(spec, call, deadline, options)
      log(options, call, startedAt, String(status), headers.get('x-request-id') ?? inferenceIdIn(headers))
      return value
    } catch (error) {
      const failure =
        error instanceof ApiError ? error : connectionError(asTransportError(error), deadline.abortedBy, call)
      const what = [failure.details.status, failure.kind, failure.details.sent ? '' : 'nothing sent', codeFor(error)]
      log(options, call, startedAt, what.filter(Boolean).join(', '), failure.details.supportId)
      throw failure
    } finally {
      deadline.dispose()
    }
  }
}

function toCall(spec: CallSpec<unknown>, { baseUrl, key }: ApiClientOptions): Call {
  const url = new URL(baseUrl + spec.path)
  for (const [name, value] of spec.query ?? []) url.searchParams.append(name, value)
  return {
    method: spec.method,
    url,
    buys: spec.method === 'POST',
    fields: spec.fields ?? [],
    bodyBytes: Buffer.byteLength(spec.body ?? ''),
    key,
  }
}

async function perform<T>(
  spec: CallSpec<T>,
  call: Call,
  deadline: Deadline,
  options: ApiClientOptions,
): Promise<{ value: T; headers: Headers; status: number }> {
  const response = await options.transport(call.url.href, {
    method: spec.method,
    headers: {
      accept: 'application/json',
      // Small answers; and a compressed bomb has nothing to unfold in.
      'accept-encoding': 'identity',
      'user-agent': 'wan-vace-studio',
      authorization: `Bearer ${options.key}`,
      ...(spec.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...spec.headers,
    },
    body: spec.body,
    signal: deadline.signal,
    headersTimeoutMs: spec.totalMs,
    bodyTimeoutMs: BODY_SILENCE_MS,
  })
  const { status, headers } = response
  if (!response.ok) {
    const text = await readBeginning(response, ERROR_BODY_BYTES)
    throw responseError({ status, headers, text }, call, options.now())
  }
  const onBytes = (received: number) => deadline.moveTo(spec.totalMs + received / SLOWEST_BYTES_PER_MS)
  const text = await readText(response, spec.limitBytes, onBytes).catch((error: unknown) => {
    throw error instanceof TooLargeError ? unreadableResponseError('tooLarge', headers, status, call) : error
  })
  return { value: parse(spec.schema, text, headers, status, call), headers, status }
}

function parse<T>(schema: z.ZodType<T>, text: string, headers: Headers, status: number, call: Call): T {
  const unreadable = (why: Unreadable, id?: string) => unreadableResponseError(why, headers, status, call, id)
  // What a few characters say takes many bytes once parsed: an answer of megabytes is one long text, or not the API's.
  if (hasMoreParts(text, MOST_PARTS)) throw unreadable('tooLarge')
  const body = parseJson(text)
  if (body === undefined) {
    const trimmed = text.trim()
    throw unreadable(trimmed === '' ? 'empty' : trimmed.startsWith('<') ? 'html' : 'notJson')
  }
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw unreadable('wrongTypes', idIn(body))
  return parsed.data
}

/** Whether a JSON text has more objects, lists and separators than `most`. Quick in base64, which holds none of them. */
function hasMoreParts(text: string, most: number): boolean {
  let left = most
  for (const mark of '{[,') {
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) if (--left < 0) return true
  }
  return false
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Once headers came, a body's stream fails with whatever it likes; the request was sent then. */
function asTransportError(error: unknown): TransportError {
  return error instanceof TransportError ? error : new TransportError(codeOf(error), true)
}

function codeFor(error: unknown): string {
  return error instanceof ApiError ? '' : asTransportError(error).code
}

function log(options: ApiClientOptions, call: Call, startedAt: number, outcome: string, id: string | undefined): void {
  const where = redact(call.url.pathname + call.url.search, options.key)
  const request = id ? `, request ${sanitizeServerText(id, options.key, 128)}` : ''
  options.log.info(`${call.method} ${where}: ${outcome}, ${Math.round(options.now() - startedAt)} ms${request}`)
}
