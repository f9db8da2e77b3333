import { statSync } from 'node:fs'
import { join } from 'node:path'
import { ApiError } from '../../api/errors.ts'
import type { ResultFetch } from '../../api/transport/resultFetch.ts'
import { AppError, errorDetail, logTextOf, messageOf } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import type { Clock, Log } from '../../core/ports.ts'
import type { Connection } from '../connection.ts'
import { callFailureOf } from '../scheduler/callFailure.ts'
import type { RateLimiter } from '../scheduler/rateLimiter.ts'
import type { JobLeases } from '../store/jobLeases.ts'
import type { JobPatch } from '../store/jobPatch.ts'
import type { JobStore } from '../store/jobStore.ts'
import { requestNotification } from '../store/notifications.ts'
import { download } from './download.ts'
import { type DownloadOutcome, type FailedOutcome, localFailure, type SaveOutcome } from './downloadOutcome.ts'
import { type Inquiry, needsInquiry, updateFromAttempt } from './fileUpdate.ts'
import { readLengthMs } from './mp4Boxes.ts'
import { saveDataUrl } from './saveDataUrl.ts'
import { deletePartFiles, deleteVideo, videoFileName } from './videoFiles.ts'

/** How often progress is stored, in milliseconds. Each write makes every window update. */
const PROGRESS_INTERVAL_MS = 400

const RATE_LIMIT_PAUSE_MS = 60_000

/** The attempt of a job whose URL is not stored. */
const NO_URL: DownloadOutcome = { kind: 'gone', error: errorDetail('noVideoUrl', {}) }

const FINISHED: JobPatch = { nextAt: null, failures: 0, misses: 0, filePendingSince: null, fileOverwrite: false }

export interface VideoDownloaderOptions {
  readonly store: JobStore
  readonly fetch: ResultFetch
  /** Returns the origin that this window is connected to. */
  readonly origin: () => string
  readonly rateLimiter: RateLimiter
  readonly leases: JobLeases
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
    const { resultUrl } = job
    const outcome = resultUrl === undefined ? NO_URL : await this.#downloadFrom({ ...job, resultUrl }, signal)
    if (outcome.kind === 'saved') return await this.#storeSaved(job, outcome.sizeBytes)
    if (outcome.kind === 'superseded' || signal.aborted) return
    const inquiry = needsInquiry(job, outcome) ? await this.#askForUrl(job, connection, signal) : undefined
    if (inquiry?.kind !== 'url' || inquiry.videoUrl === undefined || inquiry.videoUrl === resultUrl) {
      return await this.#storeFailed(job, outcome, inquiry)
    }
    if (inquiry.videoUrl.startsWith('data:')) return await this.saveDataUrl(job, inquiry.videoUrl)
    await this.#downloadFromNewUrl(job, inquiry.videoUrl, inquiry, signal)
  }

  /** Saves a video that a response of the API contained. */
  async saveDataUrl(job: Job, dataUrl: string): Promise<void> {
    const name = videoFileName(job)
    const outcome = await this.#inFolder((folder) =>
      saveDataUrl(dataUrl, { folder, name, confirmLease: () => this.#confirmLease(job) }),
    )
    if (outcome.kind === 'saved') await this.#storeSaved(job, outcome.sizeBytes)
    else if (outcome.kind !== 'superseded') await this.#storeFailed(job, outcome, undefined)
  }

  /** Immediately, because a new URL may be valid only for a short time. */
  async #downloadFromNewUrl(job: Job, resultUrl: string, inquiry: Inquiry, signal: AbortSignal): Promise<void> {
    const { store, leases } = this.#options
    const updated = await store.patch(job.id, { resultUrl }, { leaseOwner: leases.owner })
    if (updated === undefined) return
    const outcome = await this.#downloadFrom({ ...updated, resultUrl }, signal)
    if (outcome.kind === 'saved') await this.#storeSaved(updated, outcome.sizeBytes)
    else if (outcome.kind !== 'superseded' && !signal.aborted) await this.#storeFailed(updated, outcome, inquiry)
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

  async #downloadFrom(job: Job & { readonly resultUrl: string }, signal: AbortSignal): Promise<DownloadOutcome> {
    const { store, fetch, origin, leases, clock, log, stallMs } = this.#options
    const lost = new AbortController()
    const storeProgress = async (patch: JobPatch) => {
      const updated = await store.patch(job.id, patch, { leaseOwner: leases.owner })
      if (updated === undefined) lost.abort(new Error('The job was removed, or another window works on it.'))
    }
    let storedAt = 0
    const outcome = await this.#inFolder(async (folder) => {
      await storeProgress({ fileState: 'downloading', fileName: videoFileName(job) })
      return await download(fetch, {
        url: job.resultUrl,
        // The origin of the job may come from an import.
        serviceOrigin: job.apiOrigin === origin() ? job.apiOrigin : undefined,
        folder,
        name: videoFileName(job),
        overwrite: job.file.overwrite,
        validator: job.file.validator,
        signal: AbortSignal.any([signal, lost.signal]),
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
        confirmLease: () => this.#confirmLease(job),
      })
    })
    return lost.signal.aborted && outcome.kind !== 'saved' ? { kind: 'superseded' } : outcome
  }

  /** Requests the generation again, which may have a new URL. Returns undefined if this window cannot. */
  async #askForUrl(job: Job, connection: Connection | undefined, signal: AbortSignal): Promise<Inquiry | undefined> {
    const { rateLimiter } = this.#options
    if (job.generationId === undefined || connection === undefined) return undefined
    try {
      await rateLimiter.acquire(connection.origin, signal)
      const { videoUrl } = await connection.client.getGeneration(job.generationId, { signal })
      return { kind: 'url', videoUrl }
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown
      const failure = callFailureOf(thrown)
      if (failure.detail.code === 'aborted') throw thrown
      if (failure.detail.code === 'rateLimited') {
        await rateLimiter.pause(connection.origin, failure.retryAfterMs ?? RATE_LIMIT_PAUSE_MS, 'rateLimited')
      }
      return { kind: 'error', error: failure.detail }
    }
  }

  /** Stores when the next attempt is due. Keeps the file of an earlier download after the last attempt. */
  async #storeFailed(job: Job, outcome: FailedOutcome, inquiry: Inquiry | undefined): Promise<void> {
    const { store, leases, clock, log } = this.#options
    log.warn(`Could not download the video of job ${job.id}: ${logTextOf(outcome.error)}`)
    const existing = statSync(join(store.videosFolder, videoFileName(job)), { throwIfNoEntry: false })
    const hasFile = existing?.isFile() ?? false
    const moment = { now: clock.now(), random: Math.random() }
    const update = updateFromAttempt(job, { outcome, inquiry, hasFile }, moment)
    if (update.kind === 'retry') await store.patch(job.id, update.patch, { leaseOwner: leases.owner })
    else if (existing?.isFile()) await this.#storeSaved(job, existing.size)
    else await this.#finish(job, { fileState: update.state, fileError: update.error })
  }

  async #storeSaved(job: Job, sizeBytes: number): Promise<void> {
    const size = { fileSizeBytes: sizeBytes, fileReceivedBytes: sizeBytes, fileValidator: null }
    const { store, clock } = this.#options
    const fileName = videoFileName(job)
    const videoMs = (await readLengthMs(join(store.videosFolder, fileName))) ?? null
    const file = { fileState: 'saved', fileName, fileError: null, savedAt: clock.now(), videoMs } as const
    await this.#finish(job, { ...file, ...size })
  }

  async #finish(job: Job, patch: JobPatch): Promise<void> {
    const { store, leases } = this.#options
    const options = { durable: true, leaseOwner: leases.owner }
    if ((await store.patch(job.id, { ...patch, ...FINISHED }, options)) === undefined) {
      // The job was deleted during the download. Nothing else would delete the file.
      if (!store.has(job.id)) deleteVideo(job, store.videosFolder)
      return
    }
    deletePartFiles(job, store.videosFolder)
    await requestNotification(store.database, job.id)
  }

  #confirmLease(job: Job): Promise<boolean> {
    return this.#options.leases.confirm(job.id)
  }
}
