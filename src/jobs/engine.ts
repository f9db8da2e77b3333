import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { LogRow } from '../api/apiClient.ts'
import { AppError, messageOf } from '../core/errors.ts'
import type { GenerationRequest, Job } from '../core/job/job.ts'
import { Claims } from './claims.ts'
import { FileKeeper } from './fileKeeper.ts'
import { type JobStore, NOTICE } from './jobStore.ts'
import type { AccountGeneration, ImportResult, JobActions } from './jobs.ts'
import { lookAt } from './look.ts'
import type { Clock, Connect, Connection, Log, ResultFetch } from './ports.ts'
import { accountGenerations, takeIn } from './recover.ts'
import { Submitter } from './submit.ts'

/** How often a window looks at the store: other windows' changes, due jobs, notices. Milliseconds. */
const TICK_MS = 1000
const RENEW_EVERY_MS = 10_000
const LOOKS_AT_ONCE = 4
const FILES_AT_ONCE = 2

/** A removed job is deleted for good after so long; the person is offered Undo for ten seconds. */
export const UNDO_MS = 15_000
/** A download without a byte for so long is cut and goes on later. */
const STALL_MS = 60_000
const HOUSEKEEPING_EVERY_MS = 3_600_000
const DAY_MS = 24 * 3_600_000

export interface EngineParts {
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
  /** See `FileParts.stallMs`. */
  readonly stallMs?: number
}

/** Carries the jobs of this machine on: one loop a window, sharing the work through the store. */
export class JobEngine implements JobActions {
  readonly #parts: EngineParts
  readonly #claims: Claims
  readonly #submitter: Submitter
  readonly #files: FileKeeper
  readonly #stop = new AbortController()
  #wake = new AbortController()
  readonly #busy = { post: 0, look: 0, file: 0 }
  #renewAt = 0
  #housekeepingAt = 0

  constructor(parts: EngineParts) {
    this.#parts = parts
    this.#claims = new Claims(parts.store, randomUUID())
    this.#submitter = new Submitter({ ...parts, claims: this.#claims })
    this.#files = new FileKeeper({ ...parts, stallMs: parts.stallMs ?? STALL_MS })
  }

  submit(request: GenerationRequest): Promise<Job> {
    return this.#buy(() => this.#submitter.submit(request))
  }

  retry(id: string): Promise<Job> {
    return this.#buy(() => this.#submitter.retry(id))
  }

  async #buy(body: () => Promise<Job>): Promise<Job> {
    this.#busy.post++
    try {
      return await body()
    } finally {
      this.#busy.post--
      this.wake()
    }
  }

  stop(id: string): void {
    this.#parts.store.transition(id, 'stopped', { finished_at: this.#parts.clock.now(), next_at: null, lease_until: 0 })
  }

  lookAgain(id: string): void {
    const { store, clock } = this.#parts
    const job = store.get(id)
    const fresh = { next_at: clock.now(), failures: 0, misses: 0, notice: NOTICE.none, error: null }
    if (job?.state === 'unconfirmed') store.transition(id, 'unconfirmed', { ...fresh, searches: 0 })
    else if (job?.generationId === undefined) throw new AppError('conflict', 'The service never took this generation.')
    else store.transition(id, 'queued', { ...fresh, finished_at: null })
    this.wake()
  }

  downloadAgain(id: string): void {
    const { store, clock } = this.#parts
    const fresh = { file_state: 'none', file_error: null, failures: 0, next_at: clock.now() } as const
    store.transition(id, 'completed', fresh)
    this.wake()
  }

  remove(id: string): void {
    this.#parts.store.setRemoved(id, this.#parts.clock.now())
  }

  undoRemove(id: string): void {
    this.#parts.store.setRemoved(id, undefined)
  }

  async *exportJobs(options: { readonly withVideos: boolean }): AsyncGenerator<string> {
    const { exportJobs } = await import('./exportJobs.ts')
    yield* exportJobs(this.#parts.store, options)
  }

  async importJobs(lines: AsyncIterable<string>): Promise<ImportResult> {
    const { importJobs } = await import('./importJobs.ts')
    const result = await importJobs(this.#parts.store, lines, this.#parts.clock.now())
    this.wake()
    return result
  }

  async accountGenerations(models: readonly string[], days: number, signal: AbortSignal): Promise<AccountGeneration[]> {
    const connection = await this.#parts.connect()
    if (connection === undefined) throw new AppError('noKey', 'An API key is needed to read the account.')
    return await accountGenerations(this.#parts.store, connection.client, models, days, signal)
  }

  takeIn(rows: readonly LogRow[]): number {
    const taken = takeIn(this.#parts.store, this.#parts.origin(), rows, this.#parts.clock.now())
    this.wake()
    return taken
  }

  /** Looks at the store now instead of at the next tick. */
  wake(): void {
    this.#wake.abort()
  }

  /** The key or the address changed: what waited for it goes on. */
  connectionChanged(): void {
    this.#claims.pace.resume(this.#parts.origin())
    this.wake()
  }

  /** Runs until `dispose`. Never rejects. */
  async run(): Promise<void> {
    const { clock, log } = this.#parts
    while (!this.#stop.signal.aborted) {
      try {
        await this.#tick()
      } catch (error) {
        log.error(messageOf(error))
      }
      this.#wake = new AbortController()
      await clock.sleep(TICK_MS, AbortSignal.any([this.#stop.signal, this.#wake.signal]))
    }
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

  async #tick(): Promise<void> {
    const { store, clock, notify } = this.#parts
    store.checkForeignChanges()
    const now = clock.now()
    if (now >= this.#renewAt || this.#renewAt > now + RENEW_EVERY_MS) {
      this.#renewAt = now + RENEW_EVERY_MS
      if (this.#busy.post + this.#busy.look + this.#busy.file > 0) this.#claims.renew(now)
    }
    for (const job of store.takeNotices()) notify(job)
    this.#purge(now)
    this.#housekeep(now)
    if (!this.#claims.isAnythingDue(this.#parts.origin(), now)) return
    const connection = await this.#parts.connect()
    if (this.#stop.signal.aborted) return
    if (connection !== undefined) {
      const free = LOOKS_AT_ONCE - this.#busy.look
      for (const job of this.#claims.claim('look', connection.origin, free, clock.now())) {
        void this.#work('look', job, () => this.#look(job, connection))
      }
    }
    const free = FILES_AT_ONCE - this.#busy.file
    for (const job of this.#claims.claim('file', this.#parts.origin(), free, clock.now())) {
      const own = connection?.origin === job.apiOrigin ? connection : undefined
      void this.#work('file', job, () => this.#files.fetchFile(job, own, this.#stop.signal))
    }
  }

  async #work(kind: 'look' | 'file', job: Job, body: () => Promise<void>): Promise<void> {
    this.#busy[kind]++
    try {
      await body()
    } catch (error) {
      // A conflict means that the person or another window was faster: the store is right.
      const expected = this.#stop.signal.aborted || (error instanceof AppError && error.reason === 'conflict')
      if (!expected) this.#parts.log.error(`Job ${job.id}: ${messageOf(error)}`)
    } finally {
      this.#busy[kind]--
      this.#release(job)
    }
  }

  #release(job: Job): void {
    if (this.#stop.signal.aborted) return
    try {
      this.#claims.release(job.id)
      this.wake()
    } catch (error) {
      this.#parts.log.warn(messageOf(error))
    }
  }

  async #look(job: Job, connection: Connection): Promise<void> {
    const { store, clock, log } = this.#parts
    const context = { connection, now: () => clock.now(), random: Math.random, log, signal: this.#stop.signal }
    const { outcome, pauseMs, dataUrl } = await lookAt(job, context)
    if (pauseMs !== undefined) this.#claims.pace.pause(connection.origin, pauseMs, clock.now())
    // Only from where it was: a Stop that came meanwhile stands.
    const after = store.transition(job.id, outcome.state, outcome.patch, [job.state])
    if (dataUrl !== undefined && after.state === 'completed') await this.#files.keepDataUrl(after, dataUrl)
  }

  /** Deletes what was removed long enough ago: the file first, so that no crash leaves one without its row. */
  #purge(now: number): void {
    const { store } = this.#parts
    for (const job of store.removedBefore(now - UNDO_MS)) {
      if (job.file.name !== undefined) this.#deleteFiles(job.file.name)
      store.deleteRemoved(job.id)
    }
  }

  /** The retention setting: the video goes, the job and its URL stay. */
  #housekeep(now: number): void {
    const days = this.#parts.keepVideosForDays()
    if (days <= 0 || now < this.#housekeepingAt) return
    this.#housekeepingAt = now + HOUSEKEEPING_EVERY_MS
    const { store } = this.#parts
    for (const job of store.savedBefore(now - days * DAY_MS)) {
      if (job.file.name !== undefined) this.#deleteFiles(job.file.name)
      store.patch(job.id, { file_state: 'deleted', file_size: null, file_received: null })
    }
  }

  #deleteFiles(name: string): void {
    const file = join(this.#parts.store.videosFolder, name)
    for (const path of [file, `${file}.part`]) rmSync(path, { force: true })
  }
}
