import type { ResultFetch } from '../../api/transport/resultFetch.ts'
import type { ErrorDetail } from '../../core/errorDetail.ts'
import { errorDetail } from '../../core/errors.ts'
import { fetchableUrl } from '../../core/text/resultUrl.ts'

const MAX_REDIRECTS = 5

/**
 * What came of asking for a file.
 *
 * - `body`: bytes from `start` on; `totalBytes` where the server told the whole length.
 * - `whole`: every byte is on the disk already.
 * - `restart`: what is on the disk is not the beginning of what is served now.
 * - `gone`: the server says that there is no such file, or not any more for this address.
 * - `refused`: an answer that is no video (HTML, a server error); may pass.
 * - `forbiddenAddress`: a redirect led where no result may come from.
 */
export type ResultAnswer =
  | {
      readonly kind: 'body'
      readonly start: number
      readonly totalBytes?: number
      readonly validator?: string
      readonly body: ReadableStream<Uint8Array> | null
    }
  | { readonly kind: 'whole' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'gone'; readonly status: number }
  | { readonly kind: 'refused'; readonly error: ErrorDetail; readonly retryAfterMs?: number }
  | { readonly kind: 'forbiddenAddress'; readonly address: string }

export interface ResultQuestion {
  readonly url: URL
  readonly apiOrigin: string
  /** Bytes on disk already; 0 asks for everything. */
  readonly offset: number
  /** The ETag or Last-Modified those bytes came with. */
  readonly validator: string | undefined
  readonly signal: AbortSignal
}

/** Asks for a result file from `offset` on, following redirects one by one. Carries no credentials. */
export async function requestResult(fetch: ResultFetch, question: ResultQuestion): Promise<ResultAnswer> {
  const resume = question.offset > 0 && question.validator !== undefined
  const headers: Record<string, string> = { accept: 'video/*, application/octet-stream;q=0.9, */*;q=0.1' }
  if (resume) {
    headers['range'] = `bytes=${question.offset}-`
    headers['if-range'] = question.validator ?? ''
  }
  let url = question.url
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const response = await fetch(url.href, { headers, signal: question.signal })
    if (response.status < 300 || response.status > 399) return await readAnswer(response, question, resume)
    await response.body?.cancel()
    const location = response.headers.get('location') ?? ''
    const next = location === '' ? undefined : fetchableUrl(location, question.apiOrigin, url.href)
    if (next === undefined) return { kind: 'forbiddenAddress', address: location.slice(0, 200) }
    url = next
  }
  return { kind: 'refused', error: errorDetail('fileTooManyRedirects', { limit: MAX_REDIRECTS }) }
}

async function readAnswer(response: Response, question: ResultQuestion, resume: boolean): Promise<ResultAnswer> {
  const answer = understand(response, question, resume)
  if (answer.kind !== 'body') await response.body?.cancel()
  return answer
}

function understand(response: Response, question: ResultQuestion, resume: boolean): ResultAnswer {
  const { status, headers } = response
  if (status === 416 && resume) return totalOf(headers) === question.offset ? { kind: 'whole' } : { kind: 'restart' }
  if (status === 401 || status === 403 || status === 404 || status === 410) return { kind: 'gone', status }
  if (status !== 200 && status !== 206) {
    const seconds = Number(headers.get('retry-after') ?? Number.NaN)
    const wait = Number.isFinite(seconds) && seconds >= 0 ? { retryAfterMs: seconds * 1000 } : {}
    return { kind: 'refused', error: errorDetail('fileRefused', { status }), ...wait }
  }
  const type = headers.get('content-type') ?? ''
  if (/^(text\/|application\/(json|xml|xhtml))/i.test(type)) {
    return { kind: 'refused', error: errorDetail('fileNotVideo', { contentType: type.slice(0, 60) }) }
  }
  const validator = validatorOf(headers)
  const start = status === 206 ? startOf(headers) : 0
  if (status === 206 && (!resume || start !== question.offset)) return { kind: 'restart' }
  // If-Range should have prevented it; some servers do not know the header.
  if (status === 206 && validator !== undefined && validator !== question.validator) return { kind: 'restart' }
  const totalBytes = status === 206 ? totalOf(headers) : lengthOf(headers)
  return {
    kind: 'body',
    start: start ?? 0,
    body: response.body,
    ...(totalBytes === undefined ? {} : { totalBytes }),
    ...(validator === undefined ? {} : { validator }),
  }
}

/** Only strong validators can tell that two parts belong together (RFC 9110, section 13.1.5). */
function validatorOf(headers: Headers): string | undefined {
  const etag = headers.get('etag')
  if (etag !== null) return etag.startsWith('"') ? etag : undefined
  return headers.get('last-modified') ?? undefined
}

/** Undefined under a content coding, where the length is not that of the bytes received. */
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
