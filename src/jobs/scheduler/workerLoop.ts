import { AppError, messageOf } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import type { Clock, Log } from '../../core/ports.ts'
import type { Connect, Connection } from '../connection.ts'
import type { JobLeases } from '../store/jobLeases.ts'
import type { JobStore } from '../store/jobStore.ts'
import type { Cleanup } from '../video/cleanup.ts'
import type { VideoDownloader } from '../video/videoDownloader.ts'
import { pollJob } from './poll.ts'

/** How often a window looks at the store: other windows' changes, due jobs, notices. Milliseconds. */
const TICK_MS = 1000
const RENEW_EVERY_MS = 10_000
const LOOKS_AT_ONCE = 4
const FILES_AT_ONCE = 2
/** After a fault of this program with a job, before it is tried again. */
const FAULT_WAIT_MS = 30_000

export interface WorkerLoopOptions {
  readonly store: JobStore
  readonly claims: JobLeases
  readonly files: VideoDownloader
  readonly housekeeping: Cleanup
  readonly connect: Connect
  readonly origin: () => string
  readonly clock: Clock
  readonly log: Log
  readonly notify: (job: Job) => void
  /** Waits until the pace allows one more call to an origin. Rejects with `aborted` when the window closes. */
  readonly turn: (origin: string) => Promise<void>
}

/** The loop of one window: takes what is due, a handful at a time, and tells what came of it. */
export class WorkerLoop {
  readonly #parts: WorkerLoopOptions
  readonly #claims: JobLeases
  readonly #stop: AbortSignal
  #wake = new AbortController()
  readonly #busy = { look: 0, file: 0 }
  #renewAt = 0

  /** Works until `stop` aborts. */
  constructor(parts: WorkerLoopOptions, stop: AbortSignal) {
    this.#parts = parts
    this.#claims = parts.claims
    this.#stop = stop
  }

  /** Looks at the store now instead of at the next tick. */
  wake(): void {
    this.#wake.abort()
  }

  /** Runs until it is stopped. Never rejects. */
  async run(): Promise<void> {
    const { clock, log } = this.#parts
    while (!this.#stop.aborted) {
      // Before the tick, so that whoever wakes meanwhile is heard.
      this.#wake = new AbortController()
      try {
        await this.#tick()
      } catch (error) {
        log.error(messageOf(error))
      }
      await clock.sleep(TICK_MS, AbortSignal.any([this.#stop, this.#wake.signal]))
    }
  }

  async #tick(): Promise<void> {
    const { store, clock } = this.#parts
    store.checkForeignChanges()
    const now = clock.now()
    if (now >= this.#renewAt || this.#renewAt > now + RENEW_EVERY_MS) {
      this.#renewAt = now + RENEW_EVERY_MS
      this.#claims.renew(now)
    }
    for (const job of store.takeNotices()) this.#notify(job)
    this.#parts.housekeeping.run(now)
    if (!this.#claims.isAnythingDue(this.#parts.origin(), now)) return
    const connection = await this.#parts.connect()
    if (this.#stop.aborted) return
    if (connection !== undefined) {
      const free = LOOKS_AT_ONCE - this.#busy.look
      for (const job of this.#claims.claim('look', connection.origin, free, clock.now())) {
        void this.#work('look', job, () => this.#look(job, connection))
      }
    }
    const free = FILES_AT_ONCE - this.#busy.file
    for (const job of this.#claims.claim('file', this.#parts.origin(), free, clock.now())) {
      const own = connection?.origin === job.apiOrigin ? connection : undefined
      void this.#work('file', job, () => this.#parts.files.fetchFile(job, own, this.#stop))
    }
  }

  async #work(kind: 'look' | 'file', job: Job, body: () => Promise<void>): Promise<void> {
    this.#busy[kind]++
    try {
      await body()
    } catch (error) {
      // A conflict means that the person or another window was faster: the store is right.
      const expected = this.#stop.aborted || (error instanceof AppError && error.reason === 'conflict')
      if (!expected) this.#putOff(job, error)
    } finally {
      this.#busy[kind]--
      this.#release(job)
    }
  }

  /** A fault of this program or of the disk: without a wait, it would be tried again at once and for ever. */
  #putOff(job: Job, fault: unknown): void {
    const { store, clock, log } = this.#parts
    log.error(`Job ${job.id}: ${messageOf(fault)}`)
    try {
      store.patch(job.id, { next_at: clock.now() + FAULT_WAIT_MS })
    } catch (error) {
      log.error(messageOf(error))
    }
  }

  #notify(job: Job): void {
    try {
      this.#parts.notify(job)
    } catch (error) {
      this.#parts.log.error(`Job ${job.id}: ${messageOf(error)}`)
    }
  }

  #release(job: Job): void {
    if (this.#stop.aborted) return
    try {
      this.#claims.release(job.id)
      this.wake()
    } catch (error) {
      this.#parts.log.warn(messageOf(error))
    }
  }

  async #look(job: Job, connection: Connection): Promise<void> {
    const { store, clock, log } = this.#parts
    const turn = () => this.#parts.turn(connection.origin)
    const context = { connection, now: () => clock.now(), random: Math.random, log, signal: this.#stop, turn }
    const { outcome, pauseMs, dataUrl } = await pollJob(job, context)
    if (pauseMs !== undefined) this.#claims.pace.pause(connection.origin, pauseMs, clock.now())
    // Only from where it was: a Stop that came meanwhile stands.
    const after = store.transition(job.id, outcome.state, outcome.patch, [job.state])
    if (dataUrl !== undefined && after.state === 'completed') await this.#parts.files.keepDataUrl(after, dataUrl)
  }
}
