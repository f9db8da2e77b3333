import { LONGEST_WAIT_MS } from '../../core/job/pollSchedule.ts'
import type { JobStore } from '../store/jobStore.ts'

/** Calls a minute to one API origin, all windows and jobs together. The service publishes no number. */
export const CALLS_PER_MINUTE = 60

/** Calls that may go at once after a quiet time. */
const BURST = 5

const INTERVAL_MS = 60_000 / CALLS_PER_MINUTE

/** Purchases are never held back, but what they overdraw is made up for, up to here. */
const DEBT_MS = 2 * BURST * INTERVAL_MS

/**
 * How fast the windows of this machine together may call one API origin, kept in the store: the generic cell rate
 * algorithm, whose whole state is one time per origin. Call inside a transaction where the answer is acted upon.
 */
export class RateLimiter {
  readonly #store: JobStore

  constructor(store: JobStore) {
    this.#store = store
  }

  /** How many calls may go now: 0 while paused. */
  allowed(origin: string, now: number): number {
    const { nextFreeAt, pausedUntil } = this.#read(origin, now)
    if (pausedUntil > now) return 0
    return Math.floor((now + BURST * INTERVAL_MS - nextFreeAt) / INTERVAL_MS)
  }

  /** Writes down that `calls` calls go now. */
  spend(origin: string, calls: number, now: number): void {
    if (calls === 0) return
    const nextFreeAt = Math.min(this.#read(origin, now).nextFreeAt + calls * INTERVAL_MS, now + DEBT_MS)
    this.#store.run(
      `INSERT INTO pace (origin, next_free_at) VALUES (?, ?)
       ON CONFLICT (origin) DO UPDATE SET next_free_at = excluded.next_free_at`,
      origin,
      Math.round(nextFreeAt),
    )
  }

  /** No job of any window asks this origin for `ms`: it said 429, or refused the key. */
  pause(origin: string, ms: number, now: number): void {
    // Not shortened by a later, milder answer to a call that was on its way already.
    const until = Math.max(this.#read(origin, now).pausedUntil, now + Math.min(ms, LONGEST_WAIT_MS))
    this.#store.run(
      `INSERT INTO pace (origin, next_free_at, paused_until) VALUES (?, ?, ?)
       ON CONFLICT (origin) DO UPDATE SET paused_until = excluded.paused_until`,
      origin,
      now,
      until,
    )
  }

  /** Lifts a pause, as when the key was changed. */
  resume(origin: string): void {
    this.#store.run('UPDATE pace SET paused_until = 0 WHERE origin = ?', origin)
  }

  /** A time further ahead than this program ever writes comes from a clock that was set back, and does not count. */
  #read(origin: string, now: number): { nextFreeAt: number; pausedUntil: number } {
    const [row] = this.#store.all('SELECT next_free_at, paused_until FROM pace WHERE origin = ?', origin)
    const free = Number(row?.['next_free_at'] ?? now)
    const paused = Number(row?.['paused_until'] ?? 0)
    return {
      nextFreeAt: free > now + DEBT_MS ? now : Math.max(free, now),
      pausedUntil: paused > now + LONGEST_WAIT_MS ? 0 : paused,
    }
  }
}
