import { AppError } from '../core/errors.ts'

/**
 * What went wrong with a call.
 *
 * - `unreachable`: no connection was made (DNS, refused, connect timeout, proxy, certificate). Nothing was sent.
 * - `noAnswer`: the request may have been sent, and no whole answer came (cut off, silent, too slow).
 * - `unreadable`: an answer came that is not the API's: HTML, empty, cut JSON, wrong types, too large.
 * - `redirected`: a 3xx. Never followed, so that the key goes nowhere else.
 * - `aborted`: called off by us.
 * - the others are the API's own: 400, 401, 403 twice, 404, 413, 429, any other 4xx, 5xx.
 */
export type ApiErrorKind =
  | 'unreachable'
  | 'noAnswer'
  | 'unreadable'
  | 'redirected'
  | 'aborted'
  | 'badRequest'
  | 'unauthorized'
  | 'outOfCredits'
  | 'forbidden'
  | 'notFound'
  | 'tooLarge'
  | 'rateLimited'
  | 'refused'
  | 'serverTrouble'

export interface ApiErrorDetails {
  readonly kind: ApiErrorKind
  /** False only when it is certain that not one byte of the request left. */
  readonly sent: boolean
  readonly status?: number | undefined
  /** The service's `requestId`, for support. */
  readonly supportId?: string | undefined
  /** From `Retry-After`, in milliseconds from now, already bounded to 0…600,000. */
  readonly retryAfterMs?: number | undefined
  /** The request field that a 400 names, as `num_frames`. */
  readonly field?: string | undefined
  /** Where a 403 for credits says the balance can be topped up; https only. */
  readonly billingUrl?: string | undefined
  /** From `x-inference-id` on an answer whose body could not be used: the generation exists. */
  readonly inferenceId?: string | undefined
}

/** A call to the API that failed. Holds no header, no body, no key. */
export class ApiError extends AppError {
  override readonly name = 'ApiError'
  readonly details: ApiErrorDetails

  constructor(message: string, details: ApiErrorDetails, options?: { cause?: unknown }) {
    super('api', message, options)
    this.details = details
  }

  get kind(): ApiErrorKind {
    return this.details.kind
  }
}
