import type { IncomingMessage } from 'node:http'

/** One call that was received. */
export interface CallRecord {
  readonly method: string
  readonly path: string
  readonly query: string
  /** Unix ms. */
  readonly time: number
  readonly hasAuthorization: boolean
  /** Which of the two listeners it came to. */
  readonly server: 'api' | 'files'
  readonly range: string | null
  readonly clientRequestId: string | null
}

const KEPT = 50_000

/** The latest calls, oldest first. */
export class CallLog {
  #calls: CallRecord[] = []

  add(request: IncomingMessage, url: URL, server: 'api' | 'files', now: number): void {
    this.#calls.push({
      method: request.method ?? '',
      path: url.pathname,
      query: url.search,
      time: now,
      hasAuthorization: request.headers.authorization !== undefined,
      server,
      range: request.headers.range ?? null,
      clientRequestId: request.headers['x-client-request-id']?.toString() ?? null,
    })
    if (this.#calls.length > KEPT) this.#calls = this.#calls.slice(-KEPT / 2)
  }

  all(): readonly CallRecord[] {
    return this.#calls
  }
}
