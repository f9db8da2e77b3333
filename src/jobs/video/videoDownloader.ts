import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ApiError } from '../../api/errors.ts'
import type { ResultFetch } from '../../api/transport/resultFetch.ts'
import type { ErrorDetail } from '../../core/errorDetail.ts'
import { AppError, errorDetail, logTextOf } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import { backOffMs, jitter, LONGEST_WAIT_MS } from '../../core/job/pollSchedule.ts'
import type { Clock, Log } from '../../core/ports.ts'
import type { Connection } from '../connection.ts'
import { type CallFailure, callFailureOf } from '../scheduler/callFailure.ts'
import type { RateLimiter } from '../scheduler/rateLimiter.ts'
import type { JobStore } from '../store/jobStore.ts'
import { NOTICE } from '../store/newJob.ts'
import type { JobPatch } from '../store/rows.ts'
import { type DownloadOutcome, download, localFailure, type SaveOutcome, saveDataUrl } from './download.ts'

/** Tries in vain, by the server's fault, before the file counts as `failed`, or as `lost` where the server has none. */
const MOST_TRIES = 12
const TRIES_WHEN_GONE = 4

/** A network that is away is asked for at least this often, in milliseconds. */
const LONGEST_RETRY_MS = 60_000

/** How often progress is written down, in milliseconds: each write wakes every window. */
const PROGRESS_EVERY_MS = 400

export interface VideoDownloaderOptions {
  readonly store: JobStore
  readonly fetch: ResultFetch
  readonly clock: Clock
  readonly log: Log
  /** A download that brings next to nothing for so long is cut and goes on later. Milliseconds. */
  readonly stallMs: number
  readonly pace: RateLimiter
  /** Resolves when the pace allows one more call to that origin. */
  readonly turn: (origin: string) => Promise<void>
}

/** Brings a completed job's video to the disk and writes down how far it is. */
export class VideoDownloader {
  readonly #parts: VideoDownloaderOptions

  constructor(parts: VideoDownloaderOptions) {
    this.#parts = parts
  }

  /** One try. `connection` is there when this window may ask the API for a fresh address of this job. */
  async fetchFile(job: Job, connection: Connection | undefined, signal: AbortSignal): Promise<void> {
    if (job.resultUrl === undefined) {
      return await this.#refresh(job, connection, signal, errorDetail('noVideoUrl', {}))
    }
    const outcome = await this.#download(job, job.resultUrl, signal)
    if (signal.aborted && outcome.kind !== 'saved') return
    if (outcome.kind === 'gone') return await this.#refresh(job, connection, signal, outcome.error)
    this.#settle(job, outcome)
  }

  /** Keeps a video that came inside the API's answer. */
  async keepDataUrl(job: Job, dataUrl: string): Promise<void> {
    this.#settle(job, await this.#inFolder((folder) => saveDataUrl(dataUrl, folder, nameOf(job))))
  }

  async #inFolder<T>(body: (folder: string) => Promise<T>): Promise<T | SaveOutcome> {
    try {
      return await body(this.#parts.store.ensureVideosFolder())
    } catch (error) {
      if (error instanceof AppError) throw error
      const folder = this.#parts.store.videosFolder
      return localFailure(error, folder) ?? { kind: 'failed', error: errorDetail('noWriteAccess', { folder }) }
    }
  }

  async #download(job: Job, url: string, signal: AbortSignal): Promise<DownloadOutcome> {
    const { store, fetch, clock, stallMs } = this.#parts
    const removed = new AbortController()
    const tell = (patch: JobPatch) => {
      if (store.patch(job.id, patch) === undefined) removed.abort(new Error('The job was removed.'))
    }
    let toldAt = 0
    return await this.#inFolder(async (folder) => {
      tell({ file_state: 'downloading', file_name: nameOf(job) })
      return await download(fetch, {
        url,
        apiOrigin: job.apiOrigin,
        folder,
        name: nameOf(job),
        // Asked for by the person: what is there may be no video. A second try takes it for what the first one brought.
        anew: job.file.state === 'none',
        validator: job.file.validator,
        signal: AbortSignal.any([signal, removed.signal]),
        stallMs,
        onStart: ({ totalBytes, validator }) =>
          tell({ file_size: totalBytes ?? null, file_validator: validator ?? null }),
        onProgress: (receivedBytes) => {
          if (clock.now() - toldAt < PROGRESS_EVERY_MS && toldAt <= clock.now()) return
          toldAt = clock.now()
          tell({ file_received: receivedBytes })
        },
      })
    })
  }

  #settle(job: Job, outcome: SaveOutcome): void {
    const { store } = this.#parts
    // Removed for good while the bytes came: nothing else would ever delete them.
    if (!store.has(job.id)) {
      deleteVideo(job, store.videosFolder)
      return
    }
    if (outcome.kind === 'saved') {
      const whole = { file_size: outcome.sizeBytes, file_received: outcome.sizeBytes, file_validator: null }
      this.#finish(job, { file_state: 'saved', file_name: nameOf(job), ...whole, file_error: null })
      // Of a try that did not get there, where an older file is kept.
      rmSync(`${join(store.videosFolder, nameOf(job))}.part`, { force: true })
      return
    }
    const { error } = outcome
    this.#parts.log.warn(`Could not download the video of job ${job.id}: ${logTextOf(error)}`)
    if (outcome.kind === 'failed') this.#giveUp(job, 'failed', error)
    else if (outcome.kind === 'unreachable') this.#wait(job, error)
    else if (outcome.kind === 'cut' && outcome.receivedBytes > (job.file.receivedBytes ?? 0)) {
      this.#wait(job, error, { failures: 0, file_received: outcome.receivedBytes })
    } else this.#countFailure(job, error, outcome.kind === 'refused' ? outcome.retryAfterMs : undefined)
  }

  /** The address is dead or was never written down: the generation may give a fresh one. */
  async #refresh(job: Job, connection: Connection | undefined, signal: AbortSignal, error: ErrorDetail): Promise<void> {
    // Of an imported job, nothing but its dead address may be known.
    if (job.generationId === undefined) return this.#lose(job)
    if (connection === undefined) return this.#wait(job, error)
    const tries = job.failures + 1
    try {
      await this.#parts.turn(connection.origin)
      const { videoUrl } = await connection.client.getGeneration(job.generationId, { signal })
      if (videoUrl?.startsWith('data:')) return await this.keepDataUrl(job, videoUrl)
      // The same address again may only be slow to appear; a fresh one is tried at once, but not for ever.
      const fresh = videoUrl !== undefined && videoUrl !== job.resultUrl
      if (tries >= (fresh ? MOST_TRIES : TRIES_WHEN_GONE)) return this.#lose(job)
      const next = this.#parts.clock.now() + (fresh ? 0 : backOffMs(tries))
      const patch = videoUrl === undefined ? {} : { result_url: videoUrl }
      this.#patch(job, { ...patch, failures: tries, file_error: error, next_at: next })
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown
      const failure = callFailureOf(thrown)
      if (failure.detail.code === 'aborted') throw thrown
      if (failure.detail.code !== 'notFound') return this.#waitForService(job, connection.origin, failure)
      if (tries >= TRIES_WHEN_GONE) return this.#lose(job)
      this.#countFailure(job, failure.detail, undefined)
    }
  }

  /** A server that misbehaves is asked only so often. */
  #countFailure(job: Job, error: ErrorDetail, retryAfterMs: number | undefined): void {
    const failures = job.failures + 1
    if (failures >= MOST_TRIES) {
      this.#giveUp(job, 'failed', error)
      return
    }
    // An absurd wait would count as a clock set back, and so as none.
    const wait = jitter(Math.min(LONGEST_WAIT_MS, retryAfterMs ?? backOffMs(failures)), Math.random())
    this.#patch(job, { failures, file_error: error, next_at: this.#parts.clock.now() + wait })
  }

  /** The API does not answer about the file for now; a 429 concerns every job. */
  #waitForService(job: Job, origin: string, failure: CallFailure): void {
    const { pace, clock } = this.#parts
    const pauseMs = failure.retryAfterMs ?? LONGEST_RETRY_MS
    if (failure.detail.code === 'rateLimited') pace.pause(origin, pauseMs, clock.now())
    this.#wait(job, failure.detail)
  }

  /** Not the server's fault: waited for, however long. */
  #wait(job: Job, error: ErrorDetail, patch: JobPatch = {}): void {
    const misses = job.misses + 1
    const wait = jitter(Math.min(LONGEST_RETRY_MS, backOffMs(misses)), Math.random())
    this.#patch(job, { misses, file_error: error, next_at: this.#parts.clock.now() + wait, ...patch })
  }

  #lose(job: Job): void {
    this.#giveUp(job, 'lost', errorDetail('videoLost', {}))
  }

  /** No new file comes; one from before is better than none. */
  #giveUp(job: Job, state: 'failed' | 'lost', error: ErrorDetail): void {
    const old = statSync(join(this.#parts.store.videosFolder, nameOf(job)), { throwIfNoEntry: false })
    if (old?.isFile()) this.#settle(job, { kind: 'saved', sizeBytes: old.size })
    else this.#finish(job, { file_state: state, file_error: error })
  }

  #finish(job: Job, patch: JobPatch): void {
    this.#patch(job, { ...patch, next_at: null, failures: 0, misses: 0 })
    this.#parts.store.run('UPDATE jobs SET notice = ? WHERE id = ? AND notice = ?', NOTICE.pending, job.id, NOTICE.none)
  }

  #patch(job: Job, patch: JobPatch): void {
    this.#parts.store.patch(job.id, patch)
  }
}

/** Deletes a job's video and what there is of it. Throws where it is in use. */
export function deleteVideo(job: Job, folder: string): void {
  const file = join(folder, nameOf(job))
  for (const path of [file, `${file}.part`]) rmSync(path, { force: true })
}

/** The only name a job's video ever has: never taken from outside. */
export function nameOf(job: Job): string {
  return `${job.id}.mp4`
}
