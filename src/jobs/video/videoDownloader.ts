import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ApiError } from '../../api/errors.ts'
import type { ResultFetch } from '../../api/transport/resultFetch.ts'
import type { ErrorDetail } from '../../core/errorDetail.ts'
import { AppError, errorDetail, logTextOf, messageOf } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import type { Clock, Log } from '../../core/ports.ts'
import type { Connection } from '../connection.ts'
import { callFailureOf } from '../scheduler/callFailure.ts'
import type { RateLimiter } from '../scheduler/rateLimiter.ts'
import type { JobPatch } from '../store/jobPatch.ts'
import type { JobStore } from '../store/jobStore.ts'
import { requestNotification } from '../store/notifications.ts'
import { download } from './download.ts'
import { type DownloadOutcome, localFailure, type SaveOutcome } from './downloadOutcome.ts'
import {
  type FileUpdate,
  MAX_RETRY_MS,
  type Moment,
  updateFromApiError,
  updateFromNewUrl,
  updateFromOutcome,
  updateWithoutApi,
} from './fileUpdate.ts'
import { saveDataUrl } from './partFile.ts'
import { deleteVideo, videoFileName } from './videoFiles.ts'

/** How often progress is stored, in milliseconds. Each write makes every window update. */
const PROGRESS_INTERVAL_MS = 400

const FINISHED: JobPatch = { nextAt: null, failures: 0, misses: 0, filePendingSince: null, fileOverwrite: false }

export interface VideoDownloaderOptions {
  readonly store: JobStore
  readonly fetch: ResultFetch
  readonly rateLimiter: RateLimiter
  readonly clock: Clock
  readonly log: Log
  /** A download that receives almost nothing for this time is interrupted and resumed later. Milliseconds. */
  readonly stallMs: number
}

/** Downloads the videos of completed jobs and stores the progress and the outcome. */
export class VideoDownloader {
  readonly #options: VideoDownloaderOptions

  constructor(options: VideoDownloaderOptions) {
    this.#options = options
  }

  /** Makes one attempt. `connection` is given if this window may request a new URL for this job from the API. */
  async download(job: Job, connection: Connection | undefined, signal: AbortSignal): Promise<void> {
    if (job.resultUrl === undefined) {
      return await this.#requestNewUrl(job, connection, signal, errorDetail('noVideoUrl', {}))
    }
    const outcome = await this.#downloadFrom(job, job.resultUrl, signal)
    if (signal.aborted && outcome.kind !== 'saved') return
    if (outcome.kind === 'gone') return await this.#requestNewUrl(job, connection, signal, outcome.error)
    await this.#storeOutcome(job, outcome)
  }

  /** Saves a video that a response of the API contained. */
  async saveDataUrl(job: Job, dataUrl: string): Promise<void> {
    await this.#storeOutcome(job, await this.#inFolder((folder) => saveDataUrl(dataUrl, folder, videoFileName(job))))
  }

  async #inFolder<T>(body: (folder: string) => Promise<T>): Promise<T | SaveOutcome> {
    const { store } = this.#options
    try {
      return await body(store.ensureVideosFolder())
    } catch (error) {
      if (error instanceof AppError) throw error
      const folder = store.videosFolder
      return localFailure(error, folder) ?? { kind: 'failed', error: errorDetail('noWriteAccess', { folder }) }
    }
  }

  async #downloadFrom(job: Job, url: string, signal: AbortSignal): Promise<DownloadOutcome> {
    const { store, fetch, clock, log, stallMs } = this.#options
    const removed = new AbortController()
    const storeProgress = async (patch: JobPatch) => {
      if ((await store.patch(job.id, patch)) === undefined) removed.abort(new Error('The job was removed.'))
    }
    let storedAt = 0
    return await this.#inFolder(async (folder) => {
      await storeProgress({ fileState: 'downloading', fileName: videoFileName(job) })
      return await download(fetch, {
        url,
        apiOrigin: job.apiOrigin,
        folder,
        name: videoFileName(job),
        overwrite: job.file.overwrite,
        validator: job.file.validator,
        signal: AbortSignal.any([signal, removed.signal]),
        stallMs,
        onStart: ({ totalBytes, validator }) =>
          storeProgress({ fileSizeBytes: totalBytes ?? null, fileValidator: validator ?? null }),
        onProgress: (receivedBytes) => {
          const now = clock.now()
          if (now - storedAt < PROGRESS_INTERVAL_MS && storedAt <= now) return
          storedAt = now
          // Not awaited: the download does not wait for the store. The outcome is written after it.
          storeProgress({ fileReceivedBytes: receivedBytes }).catch((error: unknown) => log.warn(messageOf(error)))
        },
      })
    })
  }

  async #storeOutcome(job: Job, outcome: SaveOutcome): Promise<void> {
    const { store, log } = this.#options
    // The job was deleted during the download. Nothing else would delete the file.
    if (!store.has(job.id)) deleteVideo(job, store.videosFolder)
    else if (outcome.kind === 'saved') await this.#storeSaved(job, outcome.sizeBytes)
    else {
      log.warn(`Could not download the video of job ${job.id}: ${logTextOf(outcome.error)}`)
      await this.#apply(job, updateFromOutcome(job, outcome, this.#moment()))
    }
  }

  /** Requests the generation again, which may have a new URL, because there is none or it does not work (`error`). */
  async #requestNewUrl(
    job: Job,
    connection: Connection | undefined,
    signal: AbortSignal,
    error: ErrorDetail,
  ): Promise<void> {
    const { rateLimiter } = this.#options
    if (job.generationId === undefined || connection === undefined) {
      return await this.#apply(job, updateWithoutApi(job, error, this.#moment()))
    }
    try {
      await rateLimiter.acquire(connection.origin, signal)
      const { videoUrl } = await connection.client.getGeneration(job.generationId, { signal })
      if (videoUrl?.startsWith('data:')) return await this.saveDataUrl(job, videoUrl)
      await this.#apply(job, updateFromNewUrl(job, videoUrl, error, this.#moment()))
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown
      const failure = callFailureOf(thrown)
      if (failure.detail.code === 'aborted') throw thrown
      if (failure.detail.code === 'rateLimited') {
        await rateLimiter.pause(connection.origin, failure.retryAfterMs ?? MAX_RETRY_MS, 'rateLimited')
      }
      await this.#apply(job, updateFromApiError(job, failure.detail, this.#moment()))
    }
  }

  #moment(): Moment {
    return { now: this.#options.clock.now(), random: Math.random() }
  }

  /** Keeps the file of an earlier download if the new attempts failed. */
  async #apply(job: Job, update: FileUpdate): Promise<void> {
    const { store } = this.#options
    if (update.kind === 'retry') {
      await store.patch(job.id, update.patch)
      return
    }
    const path = join(store.videosFolder, videoFileName(job))
    const existing = statSync(path, { throwIfNoEntry: false })
    if (existing?.isFile()) await this.#storeSaved(job, existing.size)
    else await this.#finish(job, { fileState: update.state, fileError: update.error })
  }

  async #storeSaved(job: Job, sizeBytes: number): Promise<void> {
    const size = { fileSizeBytes: sizeBytes, fileReceivedBytes: sizeBytes, fileValidator: null }
    const savedAt = this.#options.clock.now()
    await this.#finish(job, { fileState: 'saved', fileName: videoFileName(job), ...size, fileError: null, savedAt })
    // From an attempt that failed, if an older file is kept.
    rmSync(`${join(this.#options.store.videosFolder, videoFileName(job))}.part`, { force: true })
  }

  async #finish(job: Job, patch: JobPatch): Promise<void> {
    const { store } = this.#options
    await store.patch(job.id, { ...patch, ...FINISHED }, { durable: true })
    await requestNotification(store.database, job.id)
  }
}
