import { randomUUID } from 'node:crypto'
import type { LogRow } from '../../api/client.ts'
import type { ResultFetch } from '../../api/transport/resultFetch.ts'
import type { ErrorDetail } from '../../core/errorDetail.ts'
import { AppError, errorDetail, messageOf } from '../../core/errors.ts'
import type { AnnotationChange } from '../../core/job/annotations.ts'
import type { Batch } from '../../core/job/batch.ts'
import type { GenerationRequest, Job } from '../../core/job/job.ts'
import type { Clock, Log } from '../../core/ports.ts'
import type { Connect } from '../connection.ts'
import type {
  AccountImportOptions,
  BatchOptions,
  BatchRequest,
  DownloadSourceOptions,
  ExportOptions,
  ImportResult,
  JobActions,
  SubmitOptions,
} from '../jobActions.ts'
import type { BatchNotification } from '../store/batchNotifications.ts'
import { confirmBatch, stopBatch } from '../store/batchWrites.ts'
import { JobLeases } from '../store/jobLeases.ts'
import { NOTIFICATION } from '../store/jobPatch.ts'
import type { JobStore } from '../store/jobStore.ts'
import { retryDownloads } from '../store/pendingDownloads.ts'
import { importFromAccount } from '../transfer/importFromAccount.ts'
import { Cleanup } from '../video/cleanup.ts'
import { VideoDownloader } from '../video/videoDownloader.ts'
import { AccountReader } from './accountReader.ts'
import { BatchSender } from './batchSender.ts'
import { isListening } from './isListening.ts'
import { RateLimiter } from './rateLimiter.ts'
import { reserve } from './reserve.ts'
import { StoppedServices } from './stoppedServices.ts'
import { type EstimateRequest, Submitter } from './submit.ts'
import { WorkerLoop } from './workerLoop.ts'

const STALL_MS = 60_000

export interface JobSchedulerOptions {
  readonly store: JobStore
  readonly connect: Connect
  /** Returns the origin of the address in use. Does not ask for a key. */
  readonly origin: () => string
  readonly fetch: ResultFetch
  readonly clock: Clock
  readonly log: Log
  /** Shows a notification. Called once for each notification, in one of the windows. */
  readonly notify: (job: Job) => void
  /** Like `notify`, for a batch that has ended or is to be confirmed. */
  readonly notifyBatch: (notification: BatchNotification) => void
  /** Returns the days after which a finished video is deleted; 0 keeps all videos. */
  readonly keepVideosForDays: () => number
  /** Estimates requests that are submitted without an estimate. */
  readonly estimate?: EstimateRequest
  /** See `VideoDownloaderOptions.stallMs`. */
  readonly stallMs?: number
  /** See `StoppedServicesOptions.isListening`. */
  readonly isListening?: (origin: string) => Promise<boolean>
  /** See `WorkerLoopOptions.idleSleepMs`. */
  readonly idleSleepMs?: number
}

/** Runs the jobs of this computer. Every window has one scheduler, and they share the work through the store. */
export class JobScheduler implements JobActions {
  readonly #options: JobSchedulerOptions
  readonly account: AccountReader
  readonly reserve: JobActions['reserve']
  readonly #leases: JobLeases
  readonly #rateLimiter: RateLimiter
  readonly #submitter: Submitter
  readonly #batchSender: BatchSender
  readonly #worker: WorkerLoop
  readonly #stoppedServices: StoppedServices
  readonly #stop = new AbortController()

  constructor(options: JobSchedulerOptions) {
    const { store, clock, log } = options
    const rateLimiter = new RateLimiter(store.database, clock)
    const leases = new JobLeases({ database: store.database, rateLimiter, clock, owner: randomUUID() })
    const cleanup = new Cleanup(store, log, options.keepVideosForDays)
    const stallMs = options.stallMs ?? STALL_MS
    const downloader = new VideoDownloader({ ...options, stallMs, rateLimiter, leases })
    this.#options = options
    this.#leases = leases
    this.#rateLimiter = rateLimiter
    this.account = new AccountReader(store, options.connect, rateLimiter)
    const { signal } = this.#stop
    this.reserve = (request) => reserve({ ...options, leases }, request)
    this.#submitter = new Submitter({ ...options, leases, rateLimiter, signal })
    this.#batchSender = new BatchSender({ ...options, submitter: this.#submitter, rateLimiter, signal })
    this.#stoppedServices = new StoppedServices({ isListening, ...options })
    const worker = { ...options, leases, rateLimiter, downloader, cleanup, batchSender: this.#batchSender }
    this.#worker = new WorkerLoop(worker, signal)
  }

  submit(request: GenerationRequest, options?: SubmitOptions): Promise<Job> {
    return this.#thenWake(this.#submitter.submit(request, options))
  }

  retry(id: string, options?: SubmitOptions): Promise<Job> {
    return this.#thenWake(this.#submitter.retry(id, options))
  }

  async submitBatch(batch: BatchRequest, options: BatchOptions = {}): Promise<Batch> {
    const connection = await this.#submitter.connect(options.origin)
    const stored = await this.#batchSender.store(batch, connection, options)
    this.wake()
    return stored
  }

  async continueBatch(id: string, options: Pick<BatchOptions, 'reservation'> = {}): Promise<void> {
    await confirmBatch(this.#options.store, id, { ...options, now: this.#options.clock.now() })
    this.wake()
  }

  async stopBatch(id: string): Promise<void> {
    await stopBatch(this.#options.store, id)
    this.wake()
  }

  async #thenWake(submitted: Promise<Job>): Promise<Job> {
    try {
      const job = await submitted
      if (job.apiOrigin === this.#options.origin()) return job
      // The window was connected to another service while this waited, perhaps because its sandbox stopped.
      await this.#stoppedServices.check()
      return this.#options.store.get(job.id) ?? job
    } finally {
      this.wake()
    }
  }

  async stop(id: string): Promise<void> {
    const { store, clock } = this.#options
    await store.transition(id, 'stopped', { finishedAt: clock.now(), nextAt: null, leaseUntil: 0 })
  }

  async checkAgain(id: string): Promise<void> {
    const { store, clock } = this.#options
    const job = store.get(id)
    const patch = { nextAt: clock.now(), failures: 0, misses: 0, notification: NOTIFICATION.none }
    if (job?.state === 'unconfirmed') await store.transition(id, 'unconfirmed', { ...patch, searches: 0 })
    else if (job?.generationId === undefined) throw new AppError('conflict', errorDetail('neverAccepted', {}))
    else await store.transition(id, 'queued', { ...patch, error: null, finishedAt: null })
    this.wake()
  }

  async downloadAgain(id: string): Promise<void> {
    const { store, clock } = this.#options
    const received = { fileSizeBytes: null, fileReceivedBytes: null, fileValidator: null }
    const file = { fileState: 'none', fileError: null, ...received, fileOverwrite: true } as const
    const patch = { ...file, filePendingSince: null, failures: 0, misses: 0, nextAt: clock.now() }
    await store.transition(id, 'completed', patch, { from: ['completed'] })
    this.wake()
  }

  async downloadSource(id: string, { signal, onProgress }: DownloadSourceOptions): Promise<string> {
    const { store } = this.#options
    const [job, request] = [store.get(id), store.request(id)]
    if (job === undefined) throw new AppError('conflict', errorDetail('jobRemoved', {}))
    const { downloadSource } = await import('../video/downloadSource.ts')
    const either = AbortSignal.any([signal, this.#stop.signal])
    return await downloadSource(job, request, { stallMs: STALL_MS, ...this.#options, signal: either, onProgress })
  }

  async remove(...ids: string[]): Promise<void> {
    await this.#options.store.setRemoved(ids, this.#options.clock.now())
  }

  async undoRemove(...ids: string[]): Promise<void> {
    await this.#options.store.setRemoved(ids, undefined)
  }

  async annotate(ids: readonly string[], change: AnnotationChange): Promise<void> {
    await this.#options.store.annotate(ids, change)
  }

  async *exportJobs(options: ExportOptions): AsyncGenerator<string> {
    const { exportJobs } = await import('../transfer/exportJobs.ts')
    yield* exportJobs(this.#options.store, options)
  }

  async importJobs(lines: AsyncIterable<string | undefined>): Promise<ImportResult> {
    const { importJobs } = await import('../transfer/importJobs.ts')
    const result = await importJobs(this.#options.store, lines, this.#options.clock.now())
    this.wake()
    return result
  }

  async importFromAccount(rows: readonly LogRow[], options: AccountImportOptions = {}): Promise<number> {
    const { store, origin, clock } = this.#options
    const added = await importFromAccount(store, { ...options, rows, origin: origin(), now: clock.now() })
    this.wake()
    return added
  }

  /** Checks the store now instead of at the next tick. */
  wake(): void {
    this.#worker.wake()
  }

  /** Continues the jobs that waited for another key or address. Call when either changes. */
  async connectionChanged(): Promise<void> {
    const origin = this.#options.origin()
    await this.#options.store.scheduleUnauthorized(origin, this.#options.clock.now())
    await this.#rateLimiter.resume(origin)
    await this.#retryDownloads()
    this.wake()
  }

  /** Fails every unfinished job at an origin where there is no longer a service, such as a sandbox that was stopped. */
  failJobsAt(origin: string, error: ErrorDetail): Promise<void> {
    return this.#stoppedServices.failJobsAt(origin, error)
  }

  /** Tries the downloads that wait again, and runs until `dispose`. Never rejects. */
  async run(): Promise<void> {
    const watcher = this.#options.store.watch(() => this.wake())
    try {
      await this.#retryDownloads()
      await Promise.all([this.#worker.run(), this.#stoppedServices.run(this.#stop.signal)])
    } finally {
      watcher.dispose()
    }
  }

  async #retryDownloads(): Promise<void> {
    const { store, clock, log } = this.#options
    try {
      await retryDownloads(store.database, clock.now())
    } catch (error) {
      // They are tried again at their scheduled time.
      log.warn(messageOf(error))
    }
  }

  /** Stops, and releases the leases so that other windows can continue immediately. Never rejects. */
  async dispose(): Promise<void> {
    if (this.#stop.signal.aborted) return
    this.#stop.abort()
    try {
      await this.#leases.releaseAll()
    } catch (error) {
      // The leases expire.
      this.#options.log.warn(messageOf(error))
    }
  }
}
