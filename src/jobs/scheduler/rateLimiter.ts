import { AppError, errorDetail } from '../../core/errors.ts'
import { MAX_WAIT_MS } from '../../core/job/pollSchedule.ts'
import type { Clock } from '../../core/ports.ts'
import type { JobDatabase } from '../store/jobDatabase.ts'

/** Calls a minute to one API origin, of all windows and jobs together. The service does not publish a limit. */
export const CALLS_PER_MINUTE = 60

/** Calls that are allowed at the same time after a pause. */
export const BURST = 5

const INTERVAL_MS = 60_000 / CALLS_PER_MINUTE

/** POSTs are recorded without waiting. Later calls wait for what they exceed, up to this time. */
const MAX_DEBT_MS = 2 * BURST * INTERVAL_MS

/** How often a call that waits checks the limit again, in milliseconds: other windows wait too. */
const RETRY_MS = 1000

/**
 * Limits the calls of all windows to one API origin. Uses the generic cell rate algorithm, whose state is one time for
 * each origin, kept in the table `pace` of the store.
 */
export class RateLimiter {
  readonly #database: JobDatabase
  readonly #clock: Clock

  constructor(database: JobDatabase, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** Waits until the limit allows one call to `origin`, and records it. Rejects with `aborted` if `signal` aborts. */
  async acquire(origin: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.#tryAcquire(origin)) return
      await this.#clock.sleep(RETRY_MS, signal)
    }
    throw new AppError('cancelled', errorDetail('aborted', {}))
  }

  /** Returns how many calls are allowed now. Call `record` in the same transaction. */
  available(origin: string): number {
    const now = this.#clock.now()
    const { nextFreeAt, pausedUntil } = this.#read(origin, now)
    if (pausedUntil > now) return 0
    return Math.floor((now + BURST * INTERVAL_MS - nextFreeAt) / INTERVAL_MS)
  }

  /** Records `calls` calls, whether or not the limit allows them. */
  record(origin: string, calls: number): void {
    if (calls === 0) return
    const now = this.#clock.now()
    const nextFreeAt = Math.min(this.#read(origin, now).nextFreeAt + calls * INTERVAL_MS, now + MAX_DEBT_MS)
    this.#database.run(
      `INSERT INTO pace (origin, next_free_at) VALUES (?, ?)
       ON CONFLICT (origin) DO UPDATE SET next_free_at = excluded.next_free_at`,
      origin,
      Math.round(nextFreeAt),
    )
  }

  /** Allows no call to `origin` for `ms`, because the service responded with 429 or did not accept the key. */
  pause(origin: string, ms: number): void {
    const now = this.#clock.now()
    // A later response to a call that was already sent must not shorten the pause.
    const until = Math.max(this.#read(origin, now).pausedUntil, now + Math.min(ms, MAX_WAIT_MS))
    this.#database.run(
      `INSERT INTO pace (origin, next_free_at, paused_until) VALUES (?, ?, ?)
       ON CONFLICT (origin) DO UPDATE SET paused_until = excluded.paused_until`,
      origin,
      now,
      until,
    )
  }

  /** Ends a pause, for example because the key was changed. */
  resume(origin: string): void {
    this.#database.run('UPDATE pace SET paused_until = 0 WHERE origin = ?', origin)
  }

  #tryAcquire(origin: string): boolean {
    return this.#database.transaction(() => {
      if (this.available(origin) < 1) return false
      this.record(origin, 1)
      return true
    })
  }

  /** Ignores times that are too far in the future: they were written before the clock was set back. */
  #read(origin: string, now: number): { nextFreeAt: number; pausedUntil: number } {
    const [row] = this.#database.all('SELECT next_free_at, paused_until FROM pace WHERE origin = ?', origin)
    const nextFreeAt = Number(row?.['next_free_at'] ?? now)
    const pausedUntil = Number(row?.['paused_until'] ?? 0)
    return {
      nextFreeAt: nextFreeAt > now + MAX_DEBT_MS ? now : Math.max(nextFreeAt, now),
      pausedUntil: pausedUntil > now + MAX_WAIT_MS ? 0 : pausedUntil,
    }
  }
}
