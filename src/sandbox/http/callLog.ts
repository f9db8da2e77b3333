import type { IncomingMessage } from 'node:http'

export interface CallRecord {
  readonly method: string
  readonly path: string
  readonly query: string
  /** Unix ms. */
  readonly time: number
  readonly hasAuthorization: boolean
  /** The server that received the call. */
  readonly server: 'api' | 'files'
  readonly range: string | null
  readonly clientRequestId: string | null
}

const MAX_CALLS = 50_000

/** The most recent calls, oldest first. */
export class CallLog {
  #calls: CallRecord[] = []

  /** `now` is Unix ms. */
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
    if (this.#calls.length > MAX_CALLS) this.#calls = this.#calls.slice(-MAX_CALLS / 2)
  }

  list(): readonly CallRecord[] {
    return this.#calls
  }
}
