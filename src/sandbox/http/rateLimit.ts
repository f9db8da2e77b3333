import { Refusal } from './reply.ts'

const MINUTE_MS = 60_000

/** Lets `perMinute` calls through in any 60 s; `undefined` lets all through. */
export class RateLimit {
  readonly #perMinute: number | undefined
  #times: number[] = []

  constructor(perMinute: number | undefined) {
    this.#perMinute = perMinute
  }

  /** Counts a call at `now` (Unix ms). Throws a 429 with `Retry-After` in seconds when there were too many. */
  count(now: number): void {
    if (this.#perMinute === undefined) return
    this.#times = this.#times.filter((time) => time > now - MINUTE_MS)
    const oldest = this.#times[0]
    if (oldest !== undefined && this.#times.length >= this.#perMinute) {
      const seconds = Math.max(1, Math.ceil((oldest + MINUTE_MS - now) / 1000))
      throw new Refusal(429, 'Too Many Requests', { 'retry-after': String(seconds) })
    }
    this.#times.push(now)
  }
}
