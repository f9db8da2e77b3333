/** The current time in Unix milliseconds, and waits that can be aborted. */
export interface Clock {
  now(): number
  /** Resolves after `ms`, or as soon as `signal` aborts. Never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** Writes to the log channel. Callers pass no API key and no `data:` URI. */
export interface Log {
  info(message: string): void
  warn(message: string): void
  error(message: string): void
}

export interface Disposable {
  dispose(): void
}

/** Subscribes a listener. Dispose the result to unsubscribe it. */
export type Event<T> = (listener: (event: T) => void) => Disposable
