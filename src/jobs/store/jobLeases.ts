import type { Job } from '../../core/job/job.ts'
import { LONGEST_WAIT_MS } from '../../core/job/pollSchedule.ts'
import { RateLimiter } from '../scheduler/rateLimiter.ts'
import { guarded, transaction } from './database.ts'
import type { JobStore } from './jobStore.ts'
import { jobOf } from './rows.ts'

/** How long a window may work on a job without a sign of life, in milliseconds. */
export const LEASE_MS = 30_000

/** What a claim takes on: a call to the API about the generation, or the fetching of its file. */
export type Work = 'look' | 'file'

/**
 * Which window works on which job. A claim is one transaction; a window that dies lets its lease run out.
 * Times in the future beyond any that this program writes are the mark of a clock that was set back, and count as past.
 */
export class JobLeases {
  readonly owner: string
  readonly #store: JobStore
  readonly pace: RateLimiter
  /** What this window works on right now: only these are worth prolonging. */
  readonly #working = new Set<string>()

  constructor(store: JobStore, owner: string) {
    this.#store = store
    this.owner = owner
    this.pace = new RateLimiter(store)
  }

  /** Whether there is anything that `claim` might answer for `origin`. Cheap: asked every second. */
  isAnythingDue(origin: string, now: number): boolean {
    return this.#store.all(`SELECT 1 FROM jobs WHERE ${DUE} AND ${WHICH} LIMIT 1`, ...dueAt(now), origin).length > 0
  }

  /**
   * Takes up to `most` due jobs for this window. `look` is bounded by the pace of `origin` and only answers jobs that were
   * sent there; every job answered counts as one call.
   */
  claim(work: Work, origin: string, most: number, now: number): Job[] {
    const store = this.#store
    const jobs = guarded(store.folder, () =>
      transaction(store.db, () => {
        const allowed = work === 'look' ? Math.min(most, this.pace.allowed(origin, now)) : most
        if (allowed <= 0) return []
        const rows = store.all(
          `UPDATE jobs SET lease_owner = ?, lease_until = ? WHERE id IN (
             SELECT id FROM jobs WHERE ${DUE} AND ${WHICH} AND (state = 'completed') = ? ORDER BY next_at LIMIT ?
           ) RETURNING *`,
          this.owner,
          now + LEASE_MS,
          ...dueAt(now),
          origin,
          work === 'file' ? 1 : 0,
          allowed,
        )
        if (work === 'look') this.pace.spend(origin, rows.length, now)
        return rows.map(jobOf)
      }),
    )
    for (const job of jobs) this.hold(job.id)
    return jobs
  }

  /** Counts a job that was written down with a lease of this window as being worked on. */
  hold(id: string): void {
    this.#working.add(id)
  }

  /** The opposite of `hold`: the lease runs out, where nobody has ended it. */
  letGo(id: string): void {
    this.#working.delete(id)
  }

  /** Takes the right to one more call to `origin` now, where the pace allows it. */
  takeTurn(origin: string, now: number): boolean {
    const store = this.#store
    return guarded(store.folder, () =>
      transaction(store.db, () => {
        if (this.pace.allowed(origin, now) < 1) return false
        this.pace.spend(origin, 1, now)
        return true
      }),
    )
  }

  /** Makes due what waits only because the key was refused. */
  forgetRefusals(origin: string, now: number): void {
    this.#store.run(
      `UPDATE jobs SET next_at = ? WHERE api_origin = ? AND next_at IS NOT NULL
       AND 'unauthorized' IN (error_code, file_error_code)`,
      now,
      origin,
    )
    this.pace.resume(origin)
  }

  /** Prolongs the leases of what this window works on: a sign of life. */
  renew(now: number): void {
    if (this.#working.size === 0) return
    this.#store.run(
      `UPDATE jobs SET lease_until = ? WHERE lease_owner = ? AND lease_until > 0
       AND id IN (SELECT value FROM json_each(?))`,
      now + LEASE_MS,
      this.owner,
      JSON.stringify([...this.#working]),
    )
  }

  /** Gives one job back. Should that not reach the disk, its lease runs out. */
  release(id: string): void {
    this.letGo(id)
    this.#store.run('UPDATE jobs SET lease_until = 0 WHERE id = ? AND lease_owner = ?', id, this.owner)
  }

  /** Gives everything back, when the window closes. */
  releaseAll(): void {
    this.#store.run('UPDATE jobs SET lease_until = 0 WHERE lease_owner = ?', this.owner)
  }
}

const HORIZON = 2 * LONGEST_WAIT_MS
const LEASE_HORIZON = 2 * LEASE_MS

/** Parameters: `dueAt(now)`. */
const DUE = `removed_at IS NULL AND next_at IS NOT NULL AND (next_at <= ? OR next_at > ?)
  AND (lease_until < ? OR lease_until > ?)`

function dueAt(now: number): [number, number, number, number] {
  return [now, now + HORIZON, now, now + LEASE_HORIZON]
}

/** A file is fetched from anywhere; a generation is asked about only where it was bought. Parameter: the origin. */
const WHICH = `(state = 'completed' OR api_origin = ?)`
