import { STATUS_CODES } from 'node:http'
import type { UnreadableCause } from '../core/errorDetail.ts'
import { errorDetail } from '../core/errors.ts'
import { sanitizeText } from '../core/text/sanitize.ts'
import { type ErrorBody, readErrorBody } from './errorBody.ts'
import { ApiError, type ApiErrorDetail, type FailedCall } from './errors.ts'
import { generationIdIn, inferenceIdOf } from './generationId.ts'
import { REDACTED } from './redact.ts'
import { parseRetryAfter } from './retryAfter.ts'

/** In graphemes. */
const MAX_MESSAGE_LENGTH = 300
const MAX_ID_LENGTH = 128

/** What an error needs to know about its request. */
export interface RequestInfo {
  readonly url: URL
  /** The field names in the body. */
  readonly fields: readonly string[]
  readonly bodyBytes: number
}

/** A response that cannot be used. The key is removed from it. */
export interface ErrorResponse {
  readonly status: number
  readonly headers: Headers
  /** The body, or what was received of it. */
  readonly text: string
}

/** The error of a call whose response is not 2xx. `now` is in Unix milliseconds. */
export function responseError(response: ErrorResponse, request: RequestInfo, now: number): ApiError {
  const { status, headers } = response
  const body = readErrorBody(response.text, status, request.fields)
  const retryAfterMs = parseRetryAfter(headers.get('retry-after'), now)
  const detail = detailOf(response, body, request, retryAfterMs)
  const rejected = body.isFromApi && REJECTION_STATUSES.has(status)
  return new ApiError(detail, { ...callOf(response, body.requestId), rejected, retryAfterMs })
}

/** Statuses that the API documents for requests that it rejects. Source: API.md of the service, "Errors". */
const REJECTION_STATUSES: ReadonlySet<number> = new Set([400, 401, 403, 404, 413, 429])

/** The error of a call whose response is 2xx, but not the API's. */
export function unreadableError(cause: UnreadableCause, response: ErrorResponse, request: RequestInfo): ApiError {
  return new ApiError(errorDetail('unreadable', { host: request.url.host, cause }), callOf(response))
}

/** What is known about a call from its response, even if that is incomplete. */
export function callOf({ headers, status, text }: ErrorResponse, requestId?: string): FailedCall {
  const supportId = requestId ?? headers.get('x-request-id')
  return {
    sent: true,
    status,
    supportId: supportId ? sanitizeText(supportId, MAX_ID_LENGTH) : undefined,
    inferenceId: inferenceIdOf(headers) ?? generationIdIn(text),
  }
}

/** Statuses about the request itself, which mean the same from a proxy or gateway. */
const REQUEST_STATUSES: ReadonlySet<number> = new Set([400, 401, 402, 413, 422, 429])

function detailOf(
  { status, headers }: ErrorResponse,
  body: ErrorBody,
  { url, bodyBytes }: RequestInfo,
  retryAfterMs: number | undefined,
): ApiErrorDetail {
  if (status >= 300 && status < 400) {
    return errorDetail('redirected', { host: url.host, targetHost: targetHostOf(headers, url) })
  }
  const message = serviceMessage(body.message, status)
  const service = message === undefined ? undefined : { message }
  if (status >= 500) return errorDetail('serviceError', { status }, service)
  // A web page comes from a proxy or gateway, which does not know about scopes, credits, or generations.
  if (body.format === 'html' && !REQUEST_STATUSES.has(status)) {
    return errorDetail('unreadable', { host: url.host, cause: 'html' })
  }
  switch (status) {
    case 400:
    case 422:
      return errorDetail('badRequest', { field: body.field }, service)
    case 401:
      return errorDetail('unauthorized', {}, service)
    case 402:
      return outOfCredits(body, url, service)
    case 403:
      return isAboutCredits(message ?? '') ? outOfCredits(body, url, service) : errorDetail('forbidden', {}, service)
    case 404:
      // A proxy or gateway that does not know the path says nothing about the generation.
      return body.format === 'json' ? errorDetail('notFound', {}, service) : errorDetail('refused', { status }, service)
    case 413:
      return errorDetail('tooLarge', { sizeBytes: bodyBytes }, service)
    case 429:
      return errorDetail('rateLimited', { retryAfterMs }, service)
    default:
      return errorDetail('refused', { status }, service)
  }
}

/** The page where credits are added to an account of `API_ORIGIN`. Source: the service's message for missing credits. */
const BILLING_PAGE = 'https://aimlapi.com/app/billing/'
const API_ORIGIN = 'https://api.aimlapi.com'

function outOfCredits(body: ErrorBody, { origin }: URL, service: ApiErrorDetail['service']): ApiErrorDetail {
  const billingUrl = httpsLinkIn(body.message ?? '') ?? (origin === API_ORIGIN ? BILLING_PAGE : undefined)
  return errorDetail('outOfCredits', billingUrl === undefined ? {} : { billingUrl }, service)
}

/** The service's message, or undefined if it only repeats the status, as in "Too Many Requests". */
function serviceMessage(text: string | undefined, status: number): string | undefined {
  const message = sanitizeText(text ?? '', MAX_MESSAGE_LENGTH)
  const repeatsStatus = message.replace(/[.!]$/, '').toLowerCase() === STATUS_CODES[status]?.toLowerCase()
  return message === '' || repeatsStatus ? undefined : message
}

/** A 403 has no code of its own for missing credits. Source: API.md of the service, "Errors". */
function isAboutCredits(message: string): boolean {
  return /credit|balance|funds|billing|top.?up|payment/i.test(message) && !/\bscopes?\b/i.test(message)
}

/** The host that a redirect leads to; undefined if it is missing or the same. */
function targetHostOf(headers: Headers, url: URL): string | undefined {
  const location = headers.get('location') ?? ''
  if (!URL.canParse(location, url.href)) return undefined
  const host = sanitizeText(new URL(location, url).host, 100)
  return host === '' || host === url.host ? undefined : host
}

/** The first https link in a text, without the punctuation of the sentence around it. */
function httpsLinkIn(text: string): string | undefined {
  const found = /https:\/\/[^\s"'`<>()[\]{}\\]+/i.exec(text)?.[0]
  // Checked before the punctuation is removed, which takes seconds for tens of thousands of dots.
  if (found === undefined || found.length > 500) return undefined
  const link = found.replace(/[.,;:!?]+$/, '')
  if (!URL.canParse(link)) return undefined
  const url = new URL(link)
  const hasSecret = url.username !== '' || url.password !== '' || link.includes(REDACTED)
  return hasSecret ? undefined : url.href
}
