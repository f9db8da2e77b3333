import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf } from '../core/errors.ts'
import type { Log } from '../core/ports.ts'
import { nameOf } from './fileKeeper.ts'
import type { JobStore } from './jobStore.ts'

/** A removed job is deleted for good after so long; the person is offered Undo for ten seconds. */
export const UNDO_MS = 15_000

const RETENTION_EVERY_MS = 3_600_000
const DAY_MS = 24 * 3_600_000

/** Deletes what the person removed and what the retention setting no longer keeps. A file in use is tried again later. */
export class Housekeeping {
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
      if (this.#deleteFiles(nameOf(job))) this.#store.deleteRemoved(job.id)
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
      if (!this.#deleteFiles(nameOf(job))) continue
      this.#store.patch(job.id, { file_state: 'deleted', file_size: null, file_received: null })
    }
  }

  #deleteFiles(name: string): boolean {
    const file = join(this.#store.videosFolder, name)
    try {
      for (const path of [file, `${file}.part`]) rmSync(path, { force: true })
      return true
    } catch (error) {
      this.#log.warn(`${name} could not be deleted, which is tried again later: ${messageOf(error)}`)
      return false
    }
  }
}
