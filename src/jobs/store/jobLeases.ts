import type { Job } from '../../core/job/job.ts'
import { MAX_DOWNLOAD_WAIT_MS, MAX_WAIT_MS } from '../../core/job/pollSchedule.ts'
import type { Clock } from '../../core/ports.ts'
import type { RateLimiter } from '../scheduler/rateLimiter.ts'
import type { JobDatabase } from './jobDatabase.ts'
import { deleteReservations, renewReservations } from './reservations.ts'
import { ACTIVE } from './retention.ts'
import { jobFromRow } from './rows.ts'

/** How long a lease lasts unless it is renewed, in milliseconds. */
export const LEASE_MS = 30_000

/** What a window claims a job for: one call to the API about the generation, or the download of its file. */
export type Work = 'poll' | 'download'

export interface JobLeasesOptions {
  readonly database: JobDatabase
  readonly rateLimiter: RateLimiter
  readonly clock: Clock
  /** Identifies this window. */
  readonly owner: string
}

/**
 * Which window works on which job. A claim is one transaction, and the lease of a window that ends without releasing it
 * expires. Times too far in the future were written before the clock was set back, and count as past.
 */
export class JobLeases {
  readonly owner: string
  readonly #options: JobLeasesOptions
  /** The jobs that this window works on. Only their leases are renewed. */
  readonly #tracked = new Set<string>()

  constructor(options: JobLeasesOptions) {
    this.#options = options
    this.owner = options.owner
  }

  /** Returns whether `claim` may find a job for `origin`. Called on each tick of the worker. */
  isAnythingDue(origin: string): boolean {
    const { database } = this.#options
    return database.all(`SELECT 1 FROM jobs WHERE ${DUE} AND ${AT_ORIGIN} LIMIT 1`, ...this.#due(), origin).length > 0
  }

  /**
   * Returns when the next job for `origin` is due, in Unix milliseconds; `Infinity` if none is. A job that is due and not
   * claimed, because of its lease or the rate limit, is due again in a second.
   */
  nextDueAt(origin: string): number {
    const { database, clock } = this.#options
    const now = clock.now()
    const sql = `SELECT min(next_at) AS next_at FROM jobs WHERE ${ACTIVE} AND next_at IS NOT NULL AND ${AT_ORIGIN}`
    const next = database.all(sql, origin)[0]?.['next_at']
    return typeof next === 'number' ? Math.max(next, now + RETRY_MS) : Number.POSITIVE_INFINITY
  }

  /**
   * Leases up to `limit` due jobs to this window. For polls: only jobs that were sent to `origin`, only as many as the
   * rate limit allows, and each counts as one call. If the limit allows fewer polls than are due, those go first that are
   * the most overdue in relation to their poll gap: their completion is the most likely.
   */
  async claim(work: Work, origin: string, limit: number): Promise<Job[]> {
    const { database, rateLimiter, clock } = this.#options
    if (limit <= 0) return []
    const jobs = await database.write(() => {
      const allowed = work === 'poll' ? Math.min(limit, rateLimiter.available(origin)) : limit
      if (allowed <= 0) return []
      const rows = database.all(
        `UPDATE jobs SET lease_owner = ?, lease_until = ? WHERE id IN (
           SELECT id FROM jobs WHERE ${DUE} AND ${AT_ORIGIN} AND (state = 'completed') = ?
             AND id NOT IN (SELECT value FROM json_each(?))
           ORDER BY (? - next_at) / max(coalesce(poll_gap_ms, ${DEFAULT_GAP_MS}), 1000.0) DESC LIMIT ?
         ) RETURNING *`,
        this.owner,
        clock.now() + LEASE_MS,
        ...this.#due(),
        origin,
        work === 'download' ? 1 : 0,
        // This window still works on them, although it was stopped for longer than a lease lasts.
        JSON.stringify([...this.#tracked]),
        clock.now(),
        allowed,
      )
      if (work === 'poll') rateLimiter.record(origin, rows.length)
      return rows.map(jobFromRow)
    })
    for (const job of jobs) this.track(job.id)
    return jobs
  }

  /** Renews the lease of a job, or a reservation, which was stored with the ID of this window, until `untrack` or `release`. */
  track(id: string): void {
    this.#tracked.add(id)
  }

  /** Stops renewing the lease of a job. The lease expires unless something else ends it. */
  untrack(id: string): void {
    this.#tracked.delete(id)
  }

  /** Renews the leases of the tracked jobs, and the reservations of this window. */
  async renew(): Promise<void> {
    const { database, clock } = this.#options
    if (this.#tracked.size === 0) return
    const now = clock.now()
    const sql = `UPDATE jobs SET lease_until = ? WHERE lease_owner = ? AND lease_until > 0
      AND id IN (SELECT value FROM json_each(?))`
    const ids = JSON.stringify([...this.#tracked])
    await database.write(() => {
      database.run(sql, now + LEASE_MS, this.owner, ids)
      renewReservations(database, this.owner, now)
    })
  }

  /**
   * Renews the lease of a job. Returns false if another window has claimed the job, because this process was stopped for
   * longer than a lease lasts, or if the job was removed.
   */
  async confirm(id: string): Promise<boolean> {
    const { database, clock } = this.#options
    const sql = 'UPDATE jobs SET lease_until = ? WHERE id = ? AND lease_owner = ? AND removed_at IS NULL'
    return (await database.write(() => database.run(sql, clock.now() + LEASE_MS, id, this.owner))) > 0
  }

  /** Ends the lease of a job. If the write fails, the lease expires. */
  async release(id: string): Promise<void> {
    const { database } = this.#options
    this.untrack(id)
    const sql = 'UPDATE jobs SET lease_until = 0 WHERE id = ? AND lease_owner = ?'
    await database.write(() => database.run(sql, id, this.owner))
  }

  /** Ends all leases and reservations of this window. */
  async releaseAll(): Promise<void> {
    const { database } = this.#options
    await database.write(() => {
      database.run('UPDATE jobs SET lease_until = 0 WHERE lease_owner = ?', this.owner)
      deleteReservations(database, this.owner)
    })
  }

  #due(): [number, number, number, number, number] {
    const now = this.#options.clock.now()
    return [now, now + 2 * MAX_DOWNLOAD_WAIT_MS, now + 2 * MAX_WAIT_MS, now, now + 2 * LEASE_MS]
  }
}

/** How long a due job waits that could not be claimed. */
const RETRY_MS = 1000

/** The poll gap of a job that was not polled yet. */
const DEFAULT_GAP_MS = 10_000

/** Parameters: `#due()`. A download may wait longer than a poll. */
const DUE = `${ACTIVE} AND next_at IS NOT NULL
  AND (next_at <= ? OR next_at > CASE state WHEN 'completed' THEN ? ELSE ? END)
  AND (lease_until < ? OR lease_until > ?)`

/**
 * A generation is polled only at its own origin. Any file may be downloaded, except one of a sandbox, which only a window that
 * is connected to it trusts. Parameter: the origin.
 */
const AT_ORIGIN = `((state = 'completed' AND coalesce(result_url, '') NOT LIKE 'http:%') OR api_origin = ?)`
