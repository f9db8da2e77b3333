/** Every way our own code can fail, as data. Code branches on these, never on message text. */
export type ErrorReason =
  /** What was asked for is not valid: a parameter, an address, a file. */
  | 'invalid'
  /** No API key is stored for the address in use. */
  | 'noKey'
  /** The job is not in a state that allows this, often because another window was faster. */
  | 'conflict'
  /** The job store cannot be opened, read or written. */
  | 'storage'
  /** A request was sent, and what came of it is written nowhere: it must not be sent again without thought. */
  | 'unsettled'
  /** The result file cannot be downloaded or written. */
  | 'file'
  /** A call to the API failed; see `ApiError`. */
  | 'api'
  /** The person or the program called it off. */
  | 'cancelled'

/**
 * An error made for people: `message` is one or two plain sentences that say what happened and what to do.
 * It never holds a key, a header or a request body.
 */
export class AppError extends Error {
  override readonly name: string = 'AppError'
  readonly reason: ErrorReason

  constructor(reason: ErrorReason, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.reason = reason
  }
}

/** The text of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
