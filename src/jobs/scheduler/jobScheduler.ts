import { randomUUID } from 'node:crypto'
import type { LogRow } from '../../api/client.ts'
import type { ResultFetch } from '../../api/transport/resultFetch.ts'
import type { ErrorDetail } from '../../core/errorDetail.ts'
import { AppError, errorDetail, messageOf } from '../../core/errors.ts'
import type { GenerationRequest, Job } from '../../core/job/job.ts'
import type { Clock, Log } from '../../core/ports.ts'
import type { Connect } from '../connection.ts'
import type { AccountGeneration, ImportResult, JobActions } from '../ports.ts'
import { JobLeases } from '../store/jobLeases.ts'
import type { JobStore } from '../store/jobStore.ts'
import { NOTICE } from '../store/newJob.ts'
import { accountGenerations, importFromAccount } from '../transfer/importFromAccount.ts'
import { Cleanup } from '../video/cleanup.ts'
import { VideoDownloader } from '../video/videoDownloader.ts'
import { Submitter } from './submit.ts'
import { WorkerLoop } from './workerLoop.ts'

/** How often a call that waits for its turn asks again, in milliseconds. */
const TURN_MS = 1000

/** A download without a byte for so long is cut and goes on later. */
const STALL_MS = 60_000

export interface JobSchedulerOptions {
  readonly store: JobStore
  readonly connect: Connect
  /** Origin of the address in use, without asking for a key or loading anything. */
  readonly origin: () => string
  readonly fetch: ResultFetch
  readonly clock: Clock
  readonly log: Log
  /** Tells the person, once over all windows. */
  readonly notify: (job: Job) => void
  /** Days after which a finished video is deleted; 0 keeps all. */
  readonly keepVideosForDays: () => number
  /** See `VideoDownloaderOptions.stallMs`. */
  readonly stallMs?: number
}

/** Carries the jobs of this machine on: one loop a window, sharing the work through the store. */
export class JobScheduler implements JobActions {
  readonly #parts: JobSchedulerOptions
  readonly #claims: JobLeases
  readonly #submitter: Submitter
  readonly #worker: WorkerLoop
  readonly #stop = new AbortController()

  constructor(parts: JobSchedulerOptions) {
    this.#parts = parts
    this.#claims = new JobLeases(parts.store, randomUUID())
    this.#submitter = new Submitter({ ...parts, claims: this.#claims })
    const turn = (origin: string) => this.#turn(origin)
    const claims = this.#claims
    const housekeeping = new Cleanup(parts.store, parts.log, parts.keepVideosForDays)
    const files = new VideoDownloader({ ...parts, stallMs: parts.stallMs ?? STALL_MS, pace: claims.pace, turn })
    this.#worker = new WorkerLoop({ ...parts, claims, files, housekeeping, turn }, this.#stop.signal)
  }

  submit(request: GenerationRequest, origin?: string): Promise<Job> {
    return this.#buy(() => this.#submitter.submit(request, origin))
  }

  retry(id: string, origin?: string): Promise<Job> {
    return this.#buy(() => this.#submitter.retry(id, origin))
  }

  async #buy(body: () => Promise<Job>): Promise<Job> {
    try {
      return await body()
    } finally {
      this.wake()
    }
  }

  stop(id: string): void {
    this.#parts.store.transition(id, 'stopped', { finished_at: this.#parts.clock.now(), next_at: null, lease_until: 0 })
  }

  checkAgain(id: string): void {
    const { store, clock } = this.#parts
    const job = store.get(id)
    const fresh = { next_at: clock.now(), failures: 0, misses: 0, notice: NOTICE.none, error: null }
    if (job?.state === 'unconfirmed') store.transition(id, 'unconfirmed', { ...fresh, searches: 0 })
    else if (job?.generationId === undefined) throw new AppError('conflict', errorDetail('neverAccepted', {}))
    else store.transition(id, 'queued', { ...fresh, finished_at: null })
    this.wake()
  }

  downloadAgain(id: string): void {
    const { store, clock } = this.#parts
    const fresh = { file_state: 'none', file_error: null, failures: 0, next_at: clock.now() } as const
    store.transition(id, 'completed', fresh, ['completed'])
    this.wake()
  }

  remove(id: string): void {
    this.#parts.store.setRemoved(id, this.#parts.clock.now())
  }

  undoRemove(id: string): void {
    this.#parts.store.setRemoved(id, undefined)
  }

  async *exportJobs(options: { readonly withVideos: boolean }): AsyncGenerator<string> {
    const { exportJobs } = await import('../transfer/exportJobs.ts')
    yield* exportJobs(this.#parts.store, options)
  }

  async importJobs(lines: AsyncIterable<string>): Promise<ImportResult> {
    const { importJobs } = await import('../transfer/importJobs.ts')
    const result = await importJobs(this.#parts.store, lines, this.#parts.clock.now())
    this.wake()
    return result
  }

  async accountGenerations(models: readonly string[], days: number, signal: AbortSignal): Promise<AccountGeneration[]> {
    const connection = await this.#parts.connect()
    if (connection === undefined) throw new AppError('noKey', errorDetail('noKeyToReadAccount', {}))
    return await accountGenerations(this.#parts.store, connection.client, models, days, signal)
  }

  importFromAccount(rows: readonly LogRow[]): number {
    const taken = importFromAccount(this.#parts.store, this.#parts.origin(), rows, this.#parts.clock.now())
    this.wake()
    return taken
  }

  /** Looks at the store now instead of at the next tick. */
  wake(): void {
    this.#worker.wake()
  }

  /** The key or the address changed: what waited for it goes on. */
  connectionChanged(): void {
    this.#claims.forgetRefusals(this.#parts.origin(), this.#parts.clock.now())
    this.wake()
  }

  /** Fails every unfinished job at `origin`, where a service no longer exists (a sandbox that was stopped). */
  failJobsAt(origin: string, error: ErrorDetail): void {
    const { store, clock, log } = this.#parts
    for (const job of store.list()) {
      if (job.apiOrigin !== origin || job.nextAt === undefined || job.state === 'submitting') continue
      try {
        if (job.state === 'completed') store.patch(job.id, { file_state: 'lost', file_error: error, next_at: null })
        else store.transition(job.id, 'failed', { error, next_at: null, finished_at: clock.now() })
      } catch (conflict) {
        // Another window was faster. Continue with the other jobs.
        log.warn(messageOf(conflict))
      }
    }
  }

  /** Runs until `dispose`. Never rejects. */
  run(): Promise<void> {
    return this.#worker.run()
  }

  /** Stops working and gives every job back, at once. */
  dispose(): void {
    if (this.#stop.signal.aborted) return
    this.#stop.abort()
    try {
      this.#claims.releaseAll()
    } catch (error) {
      // The leases run out by themselves.
      this.#parts.log.warn(messageOf(error))
    }
  }

  /** Waits until the pace allows one more call to `origin`. Rejects with `aborted` when the window closes. */
  async #turn(origin: string): Promise<void> {
    const { clock } = this.#parts
    while (!this.#stop.signal.aborted) {
      if (this.#claims.takeTurn(origin, clock.now())) return
      await clock.sleep(TURN_MS, this.#stop.signal)
    }
    throw new AppError('cancelled', errorDetail('aborted', {}))
  }
}
