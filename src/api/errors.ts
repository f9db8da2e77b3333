import type { ApiErrorCode, ErrorDetail } from '../core/errorDetail.ts'
import { AppError } from '../core/errors.ts'

export type ApiErrorDetail = Extract<ErrorDetail, { code: ApiErrorCode }>

/** What is known about a failed call besides its error code. */
export interface FailedCall {
  /** False only if it is certain that no byte of the request was sent. */
  readonly sent: boolean
  /** The HTTP status; undefined if no response came. */
  readonly status?: number | undefined
  /** The service's `requestId`, for support. */
  readonly supportId?: string | undefined
  /** From `Retry-After`: milliseconds from now, 0 to 600,000. */
  readonly retryAfterMs?: number | undefined
  /** Whether the API itself rejected the request, so that nothing was bought. A proxy cannot know that. */
  readonly rejected?: boolean | undefined
  /** The generation ID in a response that could not be used otherwise: the generation exists. */
  readonly inferenceId?: string | undefined
}

/** A failed call to the API. Contains no header, no request body and no key. */
export class ApiError extends AppError implements FailedCall {
  override readonly name = 'ApiError'
  declare readonly detail: ApiErrorDetail
  readonly sent: boolean
  readonly status: number | undefined
  readonly supportId: string | undefined
  readonly retryAfterMs: number | undefined
  readonly rejected: boolean
  readonly inferenceId: string | undefined

  constructor(detail: ApiErrorDetail, call: FailedCall, options?: { cause?: unknown }) {
    super('api', detail, options)
    this.sent = call.sent
    this.status = call.status
    this.supportId = call.supportId
    this.retryAfterMs = call.retryAfterMs
    this.rejected = call.rejected ?? false
    this.inferenceId = call.inferenceId
  }

  get code(): ApiErrorCode {
    return this.detail.code
  }
}
