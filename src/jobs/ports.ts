import type { ApiClient } from '../api/apiClient.ts'

/** Unix milliseconds, and waits that can be aborted. */
export interface Clock {
  now(): number
  /** Resolves after `ms`, or at once when `signal` aborts. Never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** Tells what happened, for the log channel. Never given a key or a `data:` URI. */
export interface Log {
  info(message: string): void
  warn(message: string): void
  error(message: string): void
}

/** The address and key in use in this window, as one. */
export interface Connection {
  /** Origin of the API. A job is only ever asked about at the origin it was sent to. */
  readonly origin: string
  readonly client: ApiClient
}

/** The connection of the moment; undefined while there is no key for the address in use. Asks nobody. */
export type Connect = () => Promise<Connection | undefined>

/**
 * Fetches a result file: the shape of `fetch`, without credentials of any kind.
 * Follows no redirect by itself (`redirect: 'manual'`).
 */
export type ResultFetch = (
  url: string,
  init: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
) => Promise<Response>

export interface Disposable {
  dispose(): void
}

/** Subscribes; dispose the answer to stop. */
export type Event<T> = (listener: (event: T) => void) => Disposable
