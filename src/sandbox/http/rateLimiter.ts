import { HttpError } from './httpError.ts'

const MINUTE_MS = 60_000

/** Allows `callsPerMinute` calls in any 60 s; `undefined` means no limit. */
export class RateLimiter {
  readonly #callsPerMinute: number | undefined
  #times: number[] = []

  constructor(callsPerMinute: number | undefined) {
    this.#callsPerMinute = callsPerMinute
  }

  /** Counts a call at `now` (Unix ms). Throws a 429 with `Retry-After` in seconds if the limit is reached. */
  acquire(now: number): void {
    if (this.#callsPerMinute === undefined) return
    this.#times = this.#times.filter((time) => time > now - MINUTE_MS)
    const oldest = this.#times[0]
    if (oldest !== undefined && this.#times.length >= this.#callsPerMinute) {
      const seconds = Math.max(1, Math.ceil((oldest + MINUTE_MS - now) / 1000))
      throw new HttpError(429, 'Too Many Requests', { 'retry-after': String(seconds) })
    }
    this.#times.push(now)
  }
}
