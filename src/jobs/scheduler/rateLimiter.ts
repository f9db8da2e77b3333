import { AppError, errorDetail } from '../../core/errors.ts'
import { MAX_WAIT_MS } from '../../core/job/pollSchedule.ts'
import type { Clock } from '../../core/ports.ts'
import type { JobDatabase } from '../store/jobDatabase.ts'

/** Calls a minute to one API origin, of all windows and jobs together, before anything is known about its limit. */
export const INITIAL_CALLS_PER_MINUTE = 60

/** The service documents 200 calls a minute for `GET /v2/logs`, and no limit for the other calls. */
export const MAX_CALLS_PER_MINUTE = 200

const MIN_CALLS_PER_MINUTE = 12

/** How much each call adds to the limit: from 60 to 200 it takes 7,000 calls without a 429, about an hour. */
const RAISE_PER_CALL = 0.02

/** Calls that are allowed at the same time after a pause. */
export const BURST = 5

/** A wait for the limit is never longer than this; a longer one was written before the clock was set back. */
const MAX_DEBT_MS = 60_000

/** How often a call that waits checks the limit again, in milliseconds: other windows wait too. */
const RETRY_MS = 1000

export interface AcquireOptions {
  /** Called if the call has to wait: with the estimated time in milliseconds, and with 0 at the end. */
  readonly onWait?: (waitMs: number) => void
  /** Also acquires during a pause. For calls that the user starts: the service decides. */
  readonly duringPause?: boolean
}

interface Limit {
  readonly nextFreeAt: number
  readonly pausedUntil: number
  readonly callsPerMinute: number
}

/**
 * Limits the calls of all windows to one API origin. Uses the generic cell rate algorithm, whose state is one time for
 * each origin, kept in the table `pace` of the store. The limit adapts like the congestion window of TCP: it rises slowly
 * while the service accepts the calls, and is halved when it responds with 429.
 */
export class RateLimiter {
  readonly #database: JobDatabase
  readonly #clock: Clock

  constructor(database: JobDatabase, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** Waits until the limit allows one call to `origin`, and records it. Rejects with `aborted` if `signal` aborts. */
  async acquire(origin: string, signal: AbortSignal, { onWait, duringPause }: AcquireOptions = {}): Promise<void> {
    let hasWaited = false
    while (!signal.aborted) {
      const waitMs = await this.#tryAcquire(origin, duringPause === true)
      if (waitMs > 0 || hasWaited) onWait?.(waitMs)
      if (waitMs === 0) return
      hasWaited = true
      await this.#clock.sleep(Math.min(waitMs, RETRY_MS), signal)
    }
    throw new AppError('cancelled', errorDetail('aborted', {}))
  }

  /** Returns how many calls are allowed now. Call `record` in the same write. */
  available(origin: string): number {
    const now = this.#clock.now()
    const limit = this.#read(origin, now)
    return limit.pausedUntil > now ? 0 : free(limit, now)
  }

  /** Records `calls` calls, whether or not the limit allows them. Only in the body of a write. */
  record(origin: string, calls: number): void {
    if (calls === 0) return
    const now = this.#clock.now()
    const limit = this.#read(origin, now)
    const nextFreeAt = Math.min(limit.nextFreeAt + calls * intervalMs(limit), now + MAX_DEBT_MS)
    const callsPerMinute = Math.min(MAX_CALLS_PER_MINUTE, limit.callsPerMinute + calls * RAISE_PER_CALL)
    this.#store(origin, { ...limit, nextFreeAt, callsPerMinute })
  }

  /** Allows no call to `origin` for `ms`, because the service responded with 429 or did not accept the key. */
  async pause(origin: string, ms: number, reason: 'rateLimited' | 'unauthorized'): Promise<void> {
    await this.#database.write(() => {
      const now = this.#clock.now()
      const limit = this.#read(origin, now)
      // A later response to a call that was already sent must not shorten the pause, or halve the limit again.
      const isFirst = limit.pausedUntil <= now
      const pausedUntil = Math.max(limit.pausedUntil, now + Math.min(ms, MAX_WAIT_MS))
      const lower = Math.max(MIN_CALLS_PER_MINUTE, limit.callsPerMinute / 2)
      const callsPerMinute = reason === 'rateLimited' && isFirst ? lower : limit.callsPerMinute
      this.#store(origin, { ...limit, pausedUntil, callsPerMinute })
    })
  }

  /** Ends a pause, for example because the key was changed. */
  async resume(origin: string): Promise<void> {
    const database = this.#database
    await database.write(() => database.run('UPDATE pace SET paused_until = 0 WHERE origin = ?', origin))
  }

  /** Acquires one call and returns 0, or returns the time to wait in milliseconds. */
  #tryAcquire(origin: string, duringPause: boolean): Promise<number> {
    return this.#database.write(() => {
      const now = this.#clock.now()
      const limit = this.#read(origin, now)
      if (limit.pausedUntil > now && !duringPause) return limit.pausedUntil - now
      if (free(limit, now) < 1) return Math.max(1, limit.nextFreeAt - now - (BURST - 1) * intervalMs(limit))
      this.record(origin, 1)
      return 0
    })
  }

  /** Ignores times that are too far in the future: they were written before the clock was set back. */
  #read(origin: string, now: number): Limit {
    const sql = 'SELECT next_free_at, paused_until, calls_per_minute FROM pace WHERE origin = ?'
    const [row] = this.#database.all(sql, origin)
    const nextFreeAt = Number(row?.['next_free_at'] ?? now)
    const pausedUntil = Number(row?.['paused_until'] ?? 0)
    return {
      nextFreeAt: nextFreeAt > now + MAX_DEBT_MS ? now : Math.max(nextFreeAt, now),
      pausedUntil: pausedUntil > now + MAX_WAIT_MS ? 0 : pausedUntil,
      callsPerMinute: Number(row?.['calls_per_minute'] ?? INITIAL_CALLS_PER_MINUTE),
    }
  }

  #store(origin: string, { nextFreeAt, pausedUntil, callsPerMinute }: Limit): void {
    this.#database.run(
      'INSERT OR REPLACE INTO pace (origin, next_free_at, paused_until, calls_per_minute) VALUES (?, ?, ?, ?)',
      origin,
      // Rounded down: a burst must not lose its last call to a fraction of a millisecond.
      Math.floor(nextFreeAt),
      Math.floor(pausedUntil),
      callsPerMinute,
    )
  }
}

/** The time between two calls. With a burst at its start, a minute still has no more calls than the limit. */
function intervalMs({ callsPerMinute }: Limit): number {
  return 60_000 / (Math.floor(callsPerMinute) - BURST - 1)
}

function free(limit: Limit, now: number): number {
  const interval = intervalMs(limit)
  // A burst must not lose its last call because the interval became shorter since it began.
  return Math.floor((now + BURST * interval - limit.nextFreeAt) / interval + 0.1)
}
