import type { ErrorCode, ErrorDetail, ErrorDetailOf } from './errorDetail.ts'

/** What kind of failure an `AppError` is. Callers branch on the reason or on the code, never on a message. */
export type ErrorReason =
  /** The input is not valid: a parameter, an address, a file. */
  | 'invalid'
  /** No API key is stored for the address in use. */
  | 'noKey'
  /** The job is not in a state that allows the action, often because another window changed it first. */
  | 'conflict'
  /** The job store cannot be opened, read or written. */
  | 'storage'
  /** A request was sent and its outcome could not be stored: sending it again could buy it twice. */
  | 'unsettled'
  /** The video file cannot be downloaded or written. */
  | 'file'
  /** A call to the API failed; see `ApiError`. */
  | 'api'
  /** The user or the program canceled the operation. */
  | 'cancelled'

/**
 * An error that surfaces can show: `editor/presentation/errorText.ts` makes a sentence from `detail`.
 * Holds no key, header or request body. `message` is for the log.
 */
export class AppError extends Error {
  override readonly name: string = 'AppError'
  readonly reason: ErrorReason
  readonly detail: ErrorDetail

  /** A string is text that `editor/` has already localized. */
  constructor(reason: ErrorReason, detail: ErrorDetail | string, options?: { cause?: unknown }) {
    const full = typeof detail === 'string' ? errorDetail('text', { text: detail }) : detail
    super(logTextOf(full), options)
    this.reason = reason
    this.detail = full
  }
}

/** Makes an `ErrorDetail` whose arguments fit its code. */
export function errorDetail<C extends ErrorCode>(
  code: C,
  args: ErrorDetailOf<C>['args'],
  service?: ErrorDetail['service'],
): ErrorDetailOf<C> {
  return { code, args, ...(service === undefined ? {} : { service }) }
}

/** The text of any thrown value, for the log. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** An error as one line for the log. */
export function logTextOf(detail: ErrorDetail): string {
  if (detail.code === 'text') return detail.args.text
  const args = Object.entries(detail.args).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  const service = detail.service === undefined ? [] : [`service=${JSON.stringify(detail.service)}`]
  return [detail.code, ...args, ...service].join(' ')
}
