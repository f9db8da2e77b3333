import { STATUS_CODES } from 'node:http'
import type { UnreadableCause } from '../core/errorDetail.ts'
import { errorDetail } from '../core/errors.ts'
import { type ErrorBody, readErrorBody } from './errorBody.ts'
import { ApiError, type ApiErrorDetail, type FailedCall } from './errors.ts'
import { parseRetryAfter } from './retryAfter.ts'
import { sanitizeServerText } from './serverText.ts'

/** What an error needs to know about its request. */
export interface RequestInfo {
  readonly url: URL
  /** The field names in the body. */
  readonly fields: readonly string[]
  readonly bodyBytes: number
  /** Removed from everything that the server sent. */
  readonly key: string
}

export interface ErrorResponse {
  readonly status: number
  readonly headers: Headers
  /** The body, or its beginning. */
  readonly text: string
}

/** The error of a call whose response is not 2xx. `now` is in Unix milliseconds. */
export function responseError(response: ErrorResponse, request: RequestInfo, now: number): ApiError {
  const { status, headers } = response
  const body = readErrorBody(response.text, request.fields)
  const retryAfterMs = parseRetryAfter(headers.get('retry-after'), now)
  const detail = detailOf(response, body, request, retryAfterMs)
  const billingUrl = detail.code === 'outOfCredits' ? httpsLinkIn(body.message ?? '', request.key) : undefined
  return new ApiError(detail, { ...callOf(headers, status, request, body.requestId), retryAfterMs, billingUrl })
}

/** The error of a call whose response is 2xx, but not the API's. `id` is the ID in its body. */
export function unreadableError(
  cause: UnreadableCause,
  { headers, status }: Pick<Response, 'headers' | 'status'>,
  request: RequestInfo,
  id?: string,
): ApiError {
  const call = callOf(headers, status, request)
  const detail = errorDetail('unreadable', { host: request.url.host, cause })
  return new ApiError(detail, { ...call, inferenceId: call.inferenceId ?? id })
}

/** `x-inference-id`, the ID of the generation. Undefined if it is missing or has spaces or control characters. */
export function inferenceIdOf(headers: Headers): string | undefined {
  const id = headers.get('x-inference-id') ?? ''
  return /^[\x21-\x7e]{1,512}$/.test(id) ? id : undefined
}

function callOf(headers: Headers, status: number, { key }: RequestInfo, requestId?: string): FailedCall {
  const supportId = requestId ?? headers.get('x-request-id')
  return {
    sent: true,
    status,
    supportId: supportId ? sanitizeServerText(supportId, key, 128) : undefined,
    inferenceId: inferenceIdOf(headers),
  }
}

function detailOf(
  { status, headers }: ErrorResponse,
  body: ErrorBody,
  { url, bodyBytes, key }: RequestInfo,
  retryAfterMs: number | undefined,
): ApiErrorDetail {
  if (status >= 300 && status < 400) {
    return errorDetail('redirected', { host: url.host, targetHost: targetHostOf(headers, url, key) })
  }
  const message = serviceMessage(body.message, status, key)
  const service = message === undefined ? undefined : { message }
  if (status >= 500) return errorDetail('serviceError', { status }, service)
  switch (status) {
    case 400:
    case 422:
      return errorDetail('badRequest', { field: body.field }, service)
    case 401:
      return errorDetail('unauthorized', {}, service)
    case 402:
      return errorDetail('outOfCredits', {}, service)
    case 403:
      return errorDetail(isAboutCredits(message ?? '') ? 'outOfCredits' : 'forbidden', {}, service)
    case 404:
      return errorDetail('notFound', {}, service)
    case 413:
      return errorDetail('tooLarge', { sizeBytes: bodyBytes }, service)
    case 429:
      return errorDetail('rateLimited', { retryAfterMs }, service)
    default:
      return errorDetail('refused', { status }, service)
  }
}

/** The service's message, or undefined if it only repeats the status, as in "Too Many Requests". */
function serviceMessage(text: string | undefined, status: number, key: string): string | undefined {
  const message = sanitizeServerText(text ?? '', key)
  const repeatsStatus = message.replace(/[.!]$/, '').toLowerCase() === STATUS_CODES[status]?.toLowerCase()
  return message === '' || repeatsStatus ? undefined : message
}

/** A 403 has no code of its own for missing credits. Source: API.md of the service, "Errors". */
function isAboutCredits(message: string): boolean {
  return /credit|balance|funds|billing|top.?up|payment/i.test(message) && !/\bscopes?\b/i.test(message)
}

/** The host that a redirect leads to; undefined if it is missing or the same. */
function targetHostOf(headers: Headers, url: URL, key: string): string | undefined {
  const location = headers.get('location') ?? ''
  if (!URL.canParse(location, url.href)) return undefined
  const host = sanitizeServerText(new URL(location, url).host, key, 100)
  return host === '' || host === url.host ? undefined : host
}

/** The first https link in a text, without the punctuation of the sentence around it. */
function httpsLinkIn(text: string, key: string): string | undefined {
  const found = /https:\/\/[^\s"'`<>()[\]{}\\]+/i.exec(text)?.[0]
  // Checked before the punctuation is removed, which takes seconds for tens of thousands of dots.
  if (found === undefined || found.length > 500) return undefined
  const link = found.replace(/[.,;:!?]+$/, '')
  if (!URL.canParse(link)) return undefined
  const url = new URL(link)
  const hasSecret = url.username !== '' || url.password !== '' || (key !== '' && link.includes(key))
  return hasSecret ? undefined : url.href
}
