import { randomUUID } from 'node:crypto'
import { AppError, errorDetail, messageOf } from '../../core/errors.ts'
import type { Batch } from '../../core/job/batch.ts'
import type { GenerationRequest } from '../../core/job/job.ts'
import type { Clock, Log } from '../../core/ports.ts'
import type { Connection } from '../connection.ts'
import type { BatchOptions, BatchRequest } from '../jobActions.ts'
import { createBatch } from '../store/batchWrites.ts'
import type { JobStore } from '../store/jobStore.ts'
import { isAnythingPlanned, takePlanned } from '../store/plannedRequests.ts'
import type { RateLimiter } from './rateLimiter.ts'
import type { Submitter } from './submit.ts'
import { validatedRequest } from './validatedRequest.ts'

/** How long a planned request waits that could not be sent because of the rate limit or the other requests. */
const RETRY_MS = 1000

export interface BatchSenderOptions {
  readonly store: JobStore
  readonly submitter: Submitter
  readonly rateLimiter: RateLimiter
  readonly clock: Clock
  readonly log: Log
  /** Aborts when the window closes. */
  readonly signal: AbortSignal
}

/**
 * Stores batches, and sends their requests a few at a time. Every request is on disk before the first one is sent, and each
 * is sent once, by any window that is connected to the service.
 */
export class BatchSender {
  readonly #options: BatchSenderOptions

  constructor(options: BatchSenderOptions) {
    this.#options = options
  }

  /** See `JobActions.submitBatch`. */
  async store(
    { name, requests, axes, sourceUri }: BatchRequest,
    connection: Connection,
    { estimate, reservation }: Pick<BatchOptions, 'estimate' | 'reservation'>,
  ): Promise<Batch> {
    const { store, submitter, clock } = this.#options
    const { origin, isFree = false } = connection
    const valid: GenerationRequest[] = []
    for (const request of requests) valid.push(await validatedRequest(request))
    const id = randomUUID()
    await createBatch(store, {
      ...{ id, name, apiOrigin: origin, isFree, axes, sourceUri, reservation },
      requests: valid,
      estimates: valid.map((request) => estimate ?? submitter.estimate(request, connection)),
      createdAt: clock.now(),
    })
    const stored = store.batch(id)
    if (stored === undefined) throw new AppError('conflict', errorDetail('jobRemoved', {}))
    return stored
  }

  /** Returns when a request may be sent to `origin`, in Unix milliseconds; `Infinity` if none is waiting. */
  nextDueAt(origin: string): number {
    const now = this.#options.clock.now()
    return isAnythingPlanned(this.#options.store.database, origin, now) ? now + RETRY_MS : Number.POSITIVE_INFINITY
  }

  isAnythingDue(origin: string): boolean {
    return isAnythingPlanned(this.#options.store.database, origin, this.#options.clock.now())
  }

  /** Sends as many requests as are allowed now. Does not wait for the responses: `onSent` is called after each. */
  async start(connection: Connection, onSent: () => void): Promise<void> {
    const { store, submitter, rateLimiter, clock, log, signal } = this.#options
    while (!signal.aborted && this.isAnythingDue(connection.origin)) {
      const taken = await takePlanned({
        ...{ store, rateLimiter, origin: connection.origin, isFree: connection.isFree === true },
        ...{ now: clock.now(), newJob: (request) => submitter.newJob(request, connection) },
      })
      if (taken?.request === undefined) return
      const job = store.get(taken.id)
      if (job === undefined) return
      submitter
        .send(job, taken.request, connection)
        .catch((error: unknown) => log.error(`Job ${job.id}: ${messageOf(error)}`))
        .finally(onSent)
    }
  }
}
