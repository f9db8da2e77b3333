import { messageOf } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import type { Log } from '../../core/ports.ts'
import type { JobStore } from '../store/jobStore.ts'
import { deleteVideo } from './videoDownloader.ts'

/** A removed job is deleted for good after so long; the person is offered Undo for ten seconds. */
export const UNDO_MS = 15_000

const RETENTION_EVERY_MS = 3_600_000
const DAY_MS = 24 * 3_600_000

/** Deletes what the person removed and what the retention setting no longer keeps. A file in use is tried again later. */
export class Cleanup {
  readonly #store: JobStore
  readonly #log: Log
  readonly #keepVideosForDays: () => number
  #retentionAt = 0

  constructor(store: JobStore, log: Log, keepVideosForDays: () => number) {
    this.#store = store
    this.#log = log
    this.#keepVideosForDays = keepVideosForDays
  }

  /** Cheap: called every second. */
  run(now: number): void {
    this.#purge(now)
    this.#retain(now)
  }

  /** Deletes what was removed long enough ago: the file first, so that no crash leaves one without its row. */
  #purge(now: number): void {
    for (const job of this.#store.removedBefore(now - UNDO_MS)) {
      if (this.#deleteVideo(job)) this.#store.deleteRemoved(job.id)
      // Stays hidden, and is due for deletion again after as long as before.
      else this.#store.setRemoved(job.id, now)
    }
  }

  /** The retention setting: the video goes, the job and its URL stay. */
  #retain(now: number): void {
    const days = this.#keepVideosForDays()
    if (days <= 0 || now < this.#retentionAt) return
    this.#retentionAt = now + RETENTION_EVERY_MS
    for (const job of this.#store.savedBefore(now - days * DAY_MS)) {
      if (!this.#deleteVideo(job)) continue
      this.#store.patch(job.id, { file_state: 'deleted', file_size: null, file_received: null })
    }
  }

  #deleteVideo(job: Job): boolean {
    try {
      deleteVideo(job, this.#store.videosFolder)
      return true
    } catch (error) {
      this.#log.warn(`The video of job ${job.id} is deleted later: ${messageOf(error)}`)
      return false
    }
  }
}
