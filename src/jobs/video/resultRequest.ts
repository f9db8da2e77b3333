import type { ResultFetch } from '../../api/transport/resultFetch.ts'
import type { ErrorDetail } from '../../core/errorDetail.ts'
import { errorDetail } from '../../core/errors.ts'
import { fetchableUrl } from '../../core/text/resultUrl.ts'

const MAX_REDIRECTS = 5

/**
 * The response of the video host.
 *
 * - `body`: bytes from `start`; `totalBytes` if the host sent the length of the whole file.
 * - `complete`: the part file already has every byte of the whole file, which has `totalBytes`.
 * - `restart`: the part file is not the beginning of the file that the host serves now.
 * - `gone`: the URL does not work, or no longer.
 * - `refused`: the response is not a video (HTML, a server error). A retry may succeed.
 * - `unsafe`: a URL that a result may not be downloaded from, of the result or of a redirect.
 */
export type ResultResponse =
  | {
      readonly kind: 'body'
      readonly start: number
      readonly totalBytes?: number
      readonly validator?: string
      readonly body: ReadableStream<Uint8Array> | null
    }
  | { readonly kind: 'complete'; readonly totalBytes: number }
  | { readonly kind: 'restart' }
  | { readonly kind: 'gone'; readonly status: number }
  | { readonly kind: 'refused'; readonly error: ErrorDetail; readonly retryAfterMs?: number }
  | { readonly kind: 'unsafe'; readonly url: string }

export interface ResultRequest {
  readonly url: URL
  /** See `fetchableUrl`. */
  readonly serviceOrigin: string | undefined
  /** Bytes on disk; 0 requests the whole file. */
  readonly offset: number
  /** The ETag or Last-Modified header of those bytes. */
  readonly validator: string | undefined
  readonly signal: AbortSignal
}

/** Requests a result file from `offset`. Follows redirects and checks each one. Sends no credentials. */
export async function requestResult(fetch: ResultFetch, request: ResultRequest): Promise<ResultResponse> {
  const { signal, serviceOrigin } = request
  const isResume = request.offset > 0 && request.validator !== undefined
  const headers: Record<string, string> = { accept: 'video/*, application/octet-stream;q=0.9, */*;q=0.1' }
  if (isResume) {
    headers['range'] = `bytes=${request.offset}-`
    headers['if-range'] = request.validator ?? ''
  }
  let url = request.url
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const response = await fetch(url.href, { headers, signal, serviceOrigin }).catch(notPublicResult(url))
    if (!(response instanceof Response)) return response
    if (response.status < 300 || response.status > 399) return await readResponse(response, request, isResume)
    await response.body?.cancel()
    const location = response.headers.get('location') ?? ''
    const next = location === '' ? undefined : fetchableUrl(location, serviceOrigin, url.href)
    if (next === undefined) return { kind: 'unsafe', url: location }
    url = next
  }
  return { kind: 'refused', error: errorDetail('fileTooManyRedirects', { limit: MAX_REDIRECTS }) }
}

/** Returns a handler for the error of a host that is on this computer or in a private network. */
function notPublicResult(url: URL): (error: unknown) => ResultResponse {
  return (error) => {
    if ((error as { code?: unknown }).code !== 'NOT_PUBLIC') throw error
    // An address stays the same. A name may resolve to another address later, for example after the sign-in to a network.
    if (/^(\[.*\]|[\d.]+)$/.test(url.hostname)) return { kind: 'unsafe', url: url.href }
    return { kind: 'refused', error: errorDetail('fileHostNotPublic', { host: url.host.slice(0, 255) }) }
  }
}

async function readResponse(response: Response, request: ResultRequest, isResume: boolean): Promise<ResultResponse> {
  const result = classifyResponse(response, request, isResume)
  if (result.kind !== 'body') await response.body?.cancel()
  return result
}

function classifyResponse(response: Response, request: ResultRequest, isResume: boolean): ResultResponse {
  const { status, headers } = response
  if (status === 416 && isResume) {
    return totalOf(headers) === request.offset ? { kind: 'complete', totalBytes: request.offset } : { kind: 'restart' }
  }
  if (status === 401 || status === 403 || status === 404 || status === 410) return { kind: 'gone', status }
  if (status !== 200 && status !== 206) {
    return { kind: 'refused', error: errorDetail('fileRefused', { status }), ...retryAfterOf(headers) }
  }
  const contentType = headers.get('content-type') ?? ''
  if (/^(text\/|application\/(json|xml|xhtml))/i.test(contentType)) {
    return { kind: 'refused', error: errorDetail('fileNotVideo', { contentType: contentType.slice(0, 60) }) }
  }
  const validator = validatorOf(headers)
  const start = status === 206 ? startOf(headers) : 0
  if (status === 206 && (!isResume || start !== request.offset)) return { kind: 'restart' }
  // If-Range should prevent this, but some servers ignore it.
  if (status === 206 && validator !== undefined && validator !== request.validator) return { kind: 'restart' }
  const totalBytes = status === 206 ? totalOf(headers) : lengthOf(headers)
  return {
    kind: 'body',
    start: start ?? 0,
    body: response.body,
    ...(totalBytes === undefined ? {} : { totalBytes }),
    ...(validator === undefined ? {} : { validator }),
  }
}

function retryAfterOf(headers: Headers): { retryAfterMs?: number } {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfterMs: seconds * 1000 } : {}
}

/** Only a strong validator proves that two parts belong to the same file (RFC 9110, section 13.1.5). */
function validatorOf(headers: Headers): string | undefined {
  const etag = headers.get('etag')
  if (etag !== null) return etag.startsWith('"') ? etag : undefined
  return headers.get('last-modified') ?? undefined
}

/** Returns undefined for a content encoding, where the length is not that of the received bytes. */
function lengthOf(headers: Headers): number | undefined {
  if (headers.has('content-encoding')) return undefined
  const length = headers.get('content-length')
  return length !== null && /^\d{1,15}$/.test(length) ? Number(length) : undefined
}

function totalOf(headers: Headers): number | undefined {
  const total = /^bytes (?:\d+-\d+|\*)\/(\d{1,15})$/.exec(headers.get('content-range') ?? '')?.[1]
  return total === undefined ? undefined : Number(total)
}

function startOf(headers: Headers): number | undefined {
  const start = /^bytes (\d{1,15})-/.exec(headers.get('content-range') ?? '')?.[1]
  return start === undefined ? undefined : Number(start)
}
