import type { ErrorDetail } from '../../core/errorDetail.ts'
import { errorDetail, messageOf } from '../../core/errors.ts'
import type { Clock, Log } from '../../core/ports.ts'
import { isLoopback } from '../../core/text/loopback.ts'
import { stopBatchesAt } from '../store/batchWrites.ts'
import type { JobStore } from '../store/jobStore.ts'

/** How often a window looks for jobs of services that have stopped, in milliseconds. */
const CHECK_INTERVAL_MS = 5 * 60_000

/** A job that was not marked as one of a sandbox, by an earlier version, counts as one after this time. */
const UNMARKED_AGE_MS = 24 * 3_600_000

export interface StoppedServicesOptions {
  readonly store: JobStore
  /** Returns the origin of the address in use. */
  readonly origin: () => string
  /** Returns false if no process of this computer listens at the port of `origin`. */
  readonly isListening: (origin: string) => Promise<boolean>
  readonly clock: Clock
  readonly log: Log
}

/**
 * Ends the jobs of sandboxes that no longer run: a sandbox ends with its window, and keeps its generations in memory. The
 * sandbox of another window still listens at its port.
 */
export class StoppedServices {
  readonly #options: StoppedServicesOptions

  constructor(options: StoppedServicesOptions) {
    this.#options = options
  }

  /** Checks at the start and from time to time, until `stop` aborts. Never rejects. */
  async run(stop: AbortSignal): Promise<void> {
    const { clock, log } = this.#options
    while (!stop.aborted) {
      try {
        await this.check()
      } catch (error) {
        log.warn(messageOf(error))
      }
      await clock.sleep(CHECK_INTERVAL_MS, stop)
    }
  }

  /** Fails the jobs of each sandbox that no longer runs. */
  async check(): Promise<void> {
    const { store, origin, isListening, clock } = this.#options
    for (const other of store.otherOrigins(origin(), clock.now() - UNMARKED_AGE_MS)) {
      const { hostname } = new URL(other)
      if (!isLoopback(hostname) || (await isListening(other))) continue
      await this.failJobsAt(other, errorDetail('sandboxStopped', {}))
    }
  }

  /** Fails every unfinished job, and stops every batch, at an origin where there is no longer a service. */
  async failJobsAt(origin: string, error: ErrorDetail): Promise<void> {
    const { store, clock, log } = this.#options
    await stopBatchesAt(store, origin)
    const failed = { error, nextAt: null }
    for (const job of store.scheduledAt(origin, clock.now())) {
      try {
        if (job.state === 'completed') await store.patch(job.id, { fileState: 'lost', fileError: error, nextAt: null })
        else await store.transition(job.id, 'failed', { ...failed, finishedAt: clock.now() }, { from: [job.state] })
      } catch (conflict) {
        // Another window changed this job first. Continue with the other jobs.
        log.warn(messageOf(conflict))
      }
    }
  }
}
