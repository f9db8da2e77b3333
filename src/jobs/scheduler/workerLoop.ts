import { AppError, messageOf } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import type { Clock, Log } from '../../core/ports.ts'
import type { Connect, Connection } from '../connection.ts'
import { type BatchNotification, claimBatchNotifications } from '../store/batchNotifications.ts'
import type { JobLeases, Work } from '../store/jobLeases.ts'
import type { JobStore } from '../store/jobStore.ts'
import { claimNotifications } from '../store/notifications.ts'
import type { Cleanup } from '../video/cleanup.ts'
import type { VideoDownloader } from '../video/videoDownloader.ts'
import type { BatchSender } from './batchSender.ts'
import { pollJob } from './poll.ts'
import type { RateLimiter } from './rateLimiter.ts'

/** The shortest time between two ticks, unless `wake` is called. */
const MIN_SLEEP_MS = 250
/** A window that has nothing to do checks the store this often, in case it missed a change of another window. */
export const IDLE_SLEEP_MS = 10_000
const RENEW_INTERVAL_MS = 10_000
const MAX_POLLS = 4
const MAX_DOWNLOADS = 2
/** How long a job waits after an error of the extension or the disk. */
const ERROR_WAIT_MS = 30_000

export interface WorkerLoopOptions {
  readonly store: JobStore
  readonly leases: JobLeases
  readonly rateLimiter: RateLimiter
  readonly downloader: VideoDownloader
  readonly cleanup: Cleanup
  readonly batchSender: BatchSender
  readonly connect: Connect
  readonly origin: () => string
  readonly clock: Clock
  readonly log: Log
  readonly notify: (job: Job) => void
  readonly notifyBatch: (notification: BatchNotification) => void
  /** Default `IDLE_SLEEP_MS`. */
  readonly idleSleepMs?: number
}

/** The loop of one window: claims due jobs, a few at a time, and polls or downloads them. */
export class WorkerLoop {
  readonly #options: WorkerLoopOptions
  readonly #stop: AbortSignal
  readonly #active: Record<Work, number> = { poll: 0, download: 0 }
  #wake = new AbortController()
  #renewAt = 0

  constructor(options: WorkerLoopOptions, stop: AbortSignal) {
    this.#options = options
    this.#stop = stop
  }

  /** Runs the next tick now. */
  wake(): void {
    this.#wake.abort()
  }

  /** Runs until `stop` aborts. Never rejects. */
  async run(): Promise<void> {
    const { clock, log } = this.#options
    while (!this.#stop.aborted) {
      // Before the tick, so that a call to `wake` during the tick is not lost.
      this.#wake = new AbortController()
      try {
        await this.#tick()
      } catch (error) {
        log.error(messageOf(error))
      }
      await clock.sleep(this.#sleepMs(), AbortSignal.any([this.#stop, this.#wake.signal]))
    }
  }

  /** How long nothing is due in this window. Leases of working jobs are renewed before they expire. */
  #sleepMs(): number {
    const { leases, cleanup, batchSender, origin, clock, idleSleepMs = IDLE_SLEEP_MS } = this.#options
    try {
      const now = clock.now()
      const dueAt = Math.min(leases.nextDueAt(origin()), cleanup.nextDueAt(), batchSender.nextDueAt(origin()))
      return Math.min(idleSleepMs, Math.max(MIN_SLEEP_MS, dueAt - now))
    } catch {
      // The tick reports the error.
      return idleSleepMs
    }
  }

  async #tick(): Promise<void> {
    const { store, leases, cleanup, batchSender, connect, origin, clock } = this.#options
    store.checkForExternalChanges()
    await this.#renewLeases()
    await this.#showNotifications()
    await cleanup.run(clock.now())
    if (!leases.isAnythingDue(origin()) && !batchSender.isAnythingDue(origin())) return
    const connection = await connect()
    if (this.#stop.aborted) return
    if (connection !== undefined) {
      await batchSender.start(connection, () => this.wake())
      await this.#startPolls(connection)
    }
    await this.#startDownloads(connection)
  }

  async #renewLeases(): Promise<void> {
    const now = this.#options.clock.now()
    // The second condition: the clock was set back.
    if (now < this.#renewAt && this.#renewAt <= now + RENEW_INTERVAL_MS) return
    this.#renewAt = now + RENEW_INTERVAL_MS
    await this.#options.leases.renew()
  }

  async #startPolls(connection: Connection): Promise<void> {
    const free = MAX_POLLS - this.#active.poll
    for (const job of await this.#options.leases.claim('poll', connection.origin, free)) {
      void this.#work('poll', job, () => this.#poll(job, connection))
    }
  }

  async #startDownloads(connection: Connection | undefined): Promise<void> {
    const { leases, downloader, origin } = this.#options
    for (const job of await leases.claim('download', origin(), MAX_DOWNLOADS - this.#active.download)) {
      const ownConnection = connection?.origin === job.apiOrigin ? connection : undefined
      void this.#work('download', job, () => downloader.download(job, ownConnection, this.#stop))
    }
  }

  async #work(work: Work, job: Job, body: () => Promise<void>): Promise<void> {
    this.#active[work]++
    try {
      await body()
    } catch (error) {
      // A conflict means that the user or another window changed the job first.
      const isExpected = this.#stop.aborted || (error instanceof AppError && error.reason === 'conflict')
      if (!isExpected) await this.#postpone(job, error)
    } finally {
      this.#active[work]--
      await this.#release(job)
    }
  }

  /** Makes a job wait after an unexpected error, which would otherwise repeat on each tick. */
  async #postpone(job: Job, error: unknown): Promise<void> {
    const { store, leases, clock, log } = this.#options
    log.error(`Job ${job.id}: ${messageOf(error)}`)
    try {
      await store.patch(job.id, { nextAt: clock.now() + ERROR_WAIT_MS }, { leaseOwner: leases.owner })
    } catch (patchError) {
      log.error(messageOf(patchError))
    }
  }

  async #showNotifications(): Promise<void> {
    const { store, origin, clock, log, notify, notifyBatch } = this.#options
    const show = (id: string, body: () => void) => {
      try {
        body()
      } catch (error) {
        log.error(`The notification about ${id}: ${messageOf(error)}`)
      }
    }
    for (const job of await claimNotifications(store.database, clock.now())) show(job.id, () => notify(job))
    for (const notification of await claimBatchNotifications(store.database, origin(), clock.now())) {
      show(notification.batch.id, () => notifyBatch(notification))
    }
  }

  async #release(job: Job): Promise<void> {
    if (this.#stop.aborted) return
    try {
      await this.#options.leases.release(job.id)
      this.wake()
    } catch (error) {
      this.#options.log.warn(messageOf(error))
    }
  }

  async #poll(job: Job, connection: Connection): Promise<void> {
    const { store, leases, rateLimiter, downloader, clock, log } = this.#options
    const now = () => clock.now()
    const completionModel = store.completionModel(job)
    const context = { connection, rateLimiter, now, random: Math.random, log, signal: this.#stop, completionModel }
    const { update, pause, dataUrl } = await pollJob(job, context)
    if (pause !== undefined) await rateLimiter.pause(connection.origin, pause.ms, pause.reason)
    // Only from the polled state: if the user stopped the job in the meantime, it stays stopped. Only with the lease: if
    // this process was stopped for longer than it lasts, another window has written a newer result.
    const options = { from: [job.state], leaseOwner: leases.owner }
    const updated = await store.transition(job.id, update.state, update.patch, options)
    if (dataUrl !== undefined && updated.state === 'completed') await downloader.saveDataUrl(updated, dataUrl)
  }
}
