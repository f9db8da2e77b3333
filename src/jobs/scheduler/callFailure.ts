import { ApiError, type ApiErrorDetails, type ApiErrorKind } from '../../api/errors.ts'
import type { ErrorCode, ErrorDetail } from '../../core/errorDetail.ts'
import { AppError, errorDetail, messageOf } from '../../core/errors.ts'

/** A failed call to the API: what happened, and what the response said beside it. */
export interface CallFailure extends Pick<ApiErrorDetails, 'sent' | 'supportId' | 'retryAfterMs' | 'inferenceId'> {
  readonly detail: ErrorDetail
}

/** Describes anything that a call threw. An error of the extension itself counts as sent: the request may have left. */
export function callFailureOf(error: unknown): CallFailure {
  if (error instanceof ApiError) return { ...error.details, detail: detailOf(error) }
  if (error instanceof AppError) return { sent: true, detail: error.detail }
  return { sent: true, detail: errorDetail('unexpected', { message: messageOf(error).slice(0, 1000) }) }
}

function detailOf(error: ApiError): ErrorDetail {
  if (error.detail.code !== 'text') return error.detail
  const { kind, status = 0, field, retryAfterMs } = error.details
  const args = {
    host: '',
    networkCode: '',
    cause: 'notJson',
    targetHost: undefined,
    field,
    sizeBytes: 0,
    retryAfterMs,
    status,
  }
  return { code: CODES[kind] ?? kind, args, service: { message: error.message } } as unknown as ErrorDetail
}

const CODES: Partial<Record<ApiErrorKind, ErrorCode>> = { noAnswer: 'connectionLost', serverTrouble: 'serviceError' }
