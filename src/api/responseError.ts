import { type Call, moneySentence, sentences } from './call.ts'
import { readErrorBody } from './errorBody.ts'
import { ApiError, type ApiErrorDetails, type ApiErrorKind } from './errors.ts'
import { parseRetryAfter } from './retryAfter.ts'
import { sanitizeServerText } from './serverText.ts'

/** An answer's status and headers, and its body as text; an error's body may be cut off. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** The failure of a call that was answered with something else than 2xx. `now` is in Unix milliseconds. */
export function responseError(answer: Answer, call: Call, now: number): ApiError {
  const body = readErrorBody(answer.text, call.fields)
  const said = body.message ? sanitizeServerText(body.message, call.key) : ''
  const kind = kindOf(answer.status, said)
  const retryAfterMs = parseRetryAfter(answer.headers.get('retry-after'), now)
  const message = sentences(
    whatHappened(kind, answer, call, said),
    moneySentence(call, kind === 'serverTrouble' || kind === 'redirected' ? 'unknown' : 'nothingBought'),
    whatToDo(kind, call, retryAfterMs),
  )
  return new ApiError(message, {
    ...commonDetails(answer.headers, call, body.requestId),
    kind,
    status: answer.status,
    retryAfterMs,
    field: kind === 'badRequest' ? body.field : undefined,
    billingUrl: kind === 'outOfCredits' ? httpsLinkIn(body.message ?? '', call.key) : undefined,
  })
}

/** Why a 2xx could not be used. */
export type Unreadable = 'empty' | 'html' | 'notJson' | 'wrongTypes' | 'tooLarge'

/** The failure of a call whose answer came, with 2xx, but is not the API's. `id` is what it may hold of one. */
export function unreadableResponseError(
  why: Unreadable,
  headers: Headers,
  status: number,
  call: Call,
  id?: string,
): ApiError {
  const message = sentences(UNREADABLE[why](call.url.host), moneySentence(call, 'unknown'))
  const details = commonDetails(headers, call, undefined)
  return new ApiError(message, {
    ...details,
    kind: 'unreadable',
    status,
    inferenceId: details.inferenceId ?? id,
  })
}

const UNREADABLE: Readonly<Record<Unreadable, (host: string) => string>> = {
  empty: (host) => `${host} sent an empty answer.`,
  html: (host) => `${host} sent a web page in place of data. A proxy or a sign-in page may be in the way.`,
  notJson: (host) => `${host} sent an answer that is garbled or cut short.`,
  wrongTypes: (host) => `${host} sent an answer that this version does not understand.`,
  tooLarge: (host) => `${host} sent an answer that is too large to be true.`,
}

function commonDetails(
  headers: Headers,
  call: Call,
  requestId: string | undefined,
): Pick<ApiErrorDetails, 'sent' | 'supportId' | 'inferenceId'> {
  const supportId = requestId ?? headers.get('x-request-id') ?? undefined
  return {
    sent: true,
    supportId: supportId ? sanitizeServerText(supportId, call.key, 128) : undefined,
    inferenceId: inferenceIdIn(headers),
  }
}

/** `x-inference-id`: equal to the id of the generation. Opaque, but never with spaces or control characters. */
export function inferenceIdIn(headers: Headers): string | undefined {
  const id = headers.get('x-inference-id') ?? ''
  return /^[\x21-\x7e]{1,512}$/.test(id) ? id : undefined
}

function kindOf(status: number, said: string): ApiErrorKind {
  if (status >= 300 && status < 400) return 'redirected'
  if (status >= 500) return 'serverTrouble'
  if (status === 400 || status === 422) return 'badRequest'
  if (status === 401) return 'unauthorized'
  if (status === 402) return 'outOfCredits'
  if (status === 403) return isAboutMoney(said) ? 'outOfCredits' : 'forbidden'
  if (status === 404) return 'notFound'
  if (status === 413) return 'tooLarge'
  return status === 429 ? 'rateLimited' : 'refused'
}

function isAboutMoney(said: string): boolean {
  return /credit|balance|funds|billing|top.?up|payment/i.test(said) && !/\bscopes?\b/i.test(said)
}

function whatHappened(kind: ApiErrorKind, { status, headers }: Answer, call: Call, said: string): string {
  const saying = said === '' ? '.' : `: ${ended(said)}`
  switch (kind) {
    case 'redirected':
      return `${call.url.host} answered with a redirect${redirectHost(headers, call)}, which is not followed, so that the API key goes nowhere else.`
    case 'badRequest':
      return `The service refused the request${saying}`
    case 'unauthorized':
      return `The service did not accept the API key${saying}`
    case 'outOfCredits':
      return `The account has no credits left for this${saying}`
    case 'forbidden':
      return `This API key is not allowed to do that${saying}`
    case 'notFound':
      return `The service does not know what was asked for${saying}`
    case 'tooLarge':
      return `The request of ${(call.bodyBytes / 1e6).toFixed(1)} MB is too large for the service${saying}`
    case 'rateLimited':
      return `The service asks for fewer requests${saying}`
    case 'serverTrouble':
      return `The service has trouble of its own (${status})${saying}`
    default:
      return `The service refused the call (${status})${saying}`
  }
}

function whatToDo(kind: ApiErrorKind, call: Call, retryAfterMs: number | undefined): string {
  switch (kind) {
    case 'redirected':
      return 'Check the setting "wanVace.apiBaseUrl" and the proxy.'
    case 'unauthorized':
      return 'Set the key again.'
    case 'outOfCredits':
      return 'Top up the account, then try again.'
    case 'forbidden':
      return 'Check what the key may do, or use another one.'
    case 'tooLarge':
      return 'Give links to the video and the images in place of embedded files.'
    case 'rateLimited':
      return waitFor(retryAfterMs)
    case 'serverTrouble':
      return call.buys ? '' : 'Try again later.'
    default:
      return ''
  }
}

function waitFor(retryAfterMs: number | undefined): string {
  if (retryAfterMs === undefined) return 'Wait a little.'
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000))
  return seconds === 1 ? 'Wait a second.' : `Wait ${seconds} seconds.`
}

function ended(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}

function redirectHost(headers: Headers, call: Call): string {
  const location = headers.get('location') ?? ''
  if (!URL.canParse(location, call.url.href)) return ''
  const host = sanitizeServerText(new URL(location, call.url).host, call.key, 100)
  return host === '' || host === call.url.host ? '' : ` to ${host}`
}

/** The first https link in a text, without the punctuation of the sentence around it. */
function httpsLinkIn(text: string, key: string): string | undefined {
  const found = /https:\/\/[^\s"'`<>()[\]{}\\]+/i.exec(text)?.[0]
  // Before the punctuation is looked for: that takes seconds in a run of tens of thousands of dots.
  if (found === undefined || found.length > 500) return undefined
  const link = found.replace(/[.,;:!?]+$/, '')
  if (!URL.canParse(link)) return undefined
  const url = new URL(link)
  const leaks = url.username !== '' || url.password !== '' || (key !== '' && link.includes(key))
  return leaks ? undefined : url.href
}
