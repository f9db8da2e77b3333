import { rmSync } from 'node:fs'
import { messageOf } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import type { Log } from '../../core/ports.ts'
import type { JobStore } from '../store/jobStore.ts'
import { deleteRemovedJob, firstRemovedAt, jobsRemovedBefore, savedJobsBefore } from '../store/retention.ts'
import { orphanedFiles } from './orphanedFiles.ts'
import { deleteVideo } from './videoFiles.ts'

/** How long a removed job can be restored, in milliseconds. The editor offers Undo for ten seconds. */
export const UNDO_MS = 15_000

const RETENTION_INTERVAL_MS = 3_600_000
const DAY_MS = 24 * 3_600_000

/**
 * Deletes removed jobs, the videos that the retention setting does not keep, and temporary files that nothing uses. Tries again later if a
 * file is in use.
 */
export class Cleanup {
  readonly #store: JobStore
  readonly #log: Log
  readonly #keepVideosForDays: () => number
  #nextRetentionAt = 0
  #nextOrphansAt = 0

  constructor(store: JobStore, log: Log, keepVideosForDays: () => number) {
    this.#store = store
    this.#log = log
    this.#keepVideosForDays = keepVideosForDays
  }

  /** Returns when the next job is to be deleted, in Unix milliseconds; `Infinity` if none is. */
  nextDueAt(): number {
    const removedAt = firstRemovedAt(this.#store.database)
    return removedAt === undefined ? Number.POSITIVE_INFINITY : removedAt + UNDO_MS
  }

  /** Call when a job is due, and from time to time. */
  async run(now: number): Promise<void> {
    await this.#deleteRemovedJobs(now)
    await this.#deleteOldVideos(now)
    this.#deleteOrphanedFiles(now)
  }

  /** Deletes the video before the row, so that a crash leaves no video without a row. */
  async #deleteRemovedJobs(now: number): Promise<void> {
    const { database } = this.#store
    for (const job of jobsRemovedBefore(database, now - UNDO_MS)) {
      if (this.#deleteVideo(job)) await deleteRemovedJob(database, job.id)
      // The job stays hidden, and its deletion is due again after the same time.
      else await this.#store.setRemoved(job.id, now)
    }
  }

  /** Keeps the jobs and their URLs. */
  async #deleteOldVideos(now: number): Promise<void> {
    const days = this.#keepVideosForDays()
    if (days <= 0 || now < this.#nextRetentionAt) return
    this.#nextRetentionAt = now + RETENTION_INTERVAL_MS
    for (const job of savedJobsBefore(this.#store.database, now - days * DAY_MS)) {
      if (!this.#deleteVideo(job)) continue
      await this.#store.patch(job.id, { fileState: 'deleted', fileSizeBytes: null, fileReceivedBytes: null })
    }
  }

  /** At the start of a window, and once an hour. */
  #deleteOrphanedFiles(now: number): void {
    if (now < this.#nextOrphansAt && this.#nextOrphansAt <= now + RETENTION_INTERVAL_MS) return
    this.#nextOrphansAt = now + RETENTION_INTERVAL_MS
    try {
      for (const path of orphanedFiles(this.#store, now)) rmSync(path, { force: true })
    } catch (error) {
      this.#log.warn(`Could not delete temporary files. Trying again later: ${messageOf(error)}`)
    }
  }

  #deleteVideo(job: Job): boolean {
    try {
      deleteVideo(job, this.#store.videosFolder)
      return true
    } catch (error) {
      this.#log.warn(`Could not delete the video of job ${job.id}. Trying again later: ${messageOf(error)}`)
      return false
    }
  }
}
