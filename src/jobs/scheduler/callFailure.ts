import { ApiError, type FailedCall } from '../../api/errors.ts'
import type { ErrorDetail } from '../../core/errorDetail.ts'
import { AppError, errorDetail, messageOf } from '../../core/errors.ts'

/** A failed call to the API: what happened, and what else is known about the call. */
export interface CallFailure
  extends Pick<FailedCall, 'sent' | 'supportId' | 'retryAfterMs' | 'rejected' | 'inferenceId'> {
  readonly detail: ErrorDetail
}

/** Describes anything that a call threw. An error of the extension itself counts as sent: the request may have been sent. */
export function callFailureOf(error: unknown): CallFailure {
  if (error instanceof ApiError) return error
  if (error instanceof AppError) return { sent: true, detail: error.detail }
  return { sent: true, detail: errorDetail('unexpected', { message: messageOf(error).slice(0, 1000) }) }
}
