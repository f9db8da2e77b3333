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

export interface Disposable {
  dispose(): void
}

/** Subscribes; dispose the answer to stop. */
export type Event<T> = (listener: (event: T) => void) => Disposable
