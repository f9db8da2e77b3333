import { randomUUID } from 'node:crypto'
import { AppError, errorDetail, messageOf } from '../../core/errors.ts'
import type { GenerationRequest, Job } from '../../core/job/job.ts'
import type { UsdRange } from '../../core/model/usdRange.ts'
import type { Clock, Log } from '../../core/ports.ts'
import type { Connect, Connection } from '../connection.ts'
import type { SubmitOptions } from '../jobActions.ts'
import { type JobLeases, LEASE_MS } from '../store/jobLeases.ts'
import type { JobStore } from '../store/jobStore.ts'
import { listedPrompt, type NewJob } from '../store/newJob.ts'
import { callFailureOf } from './callFailure.ts'
import { type JobUpdate, updateFromFailedPost, updateFromResponse } from './jobUpdate.ts'
import type { RateLimiter } from './rateLimiter.ts'
import { validatedRequest } from './validatedRequest.ts'

/** After a 429 without `Retry-After`. */
const DEFAULT_PAUSE_MS = 15_000

/** The intent must be on disk before the POST is sent. */
const DURABLE = { durable: true }

/** Says what a request costs with a connection, without a call to the service. Undefined if that is not known. */
export type EstimateRequest = (request: GenerationRequest, connection: Connection) => UsdRange | undefined

export interface SubmitterOptions {
  readonly store: JobStore
  readonly leases: JobLeases
  readonly rateLimiter: RateLimiter
  readonly connect: Connect
  readonly clock: Clock
  readonly log: Log
  /** See `JobSchedulerOptions.estimate`. */
  readonly estimate?: EstimateRequest | undefined
  /** Aborts when the window closes. */
  readonly signal: AbortSignal
}

/**
 * Sends requests that are billed. The intent, with the ID that identifies it in the account logs, is on disk before the
 * POST is sent. The POST is sent once, whatever the response is.
 */
export class Submitter {
  readonly #options: SubmitterOptions

  constructor(options: SubmitterOptions) {
    this.#options = options
  }

  /** See `JobActions.submit`. */
  submit(request: GenerationRequest, options: SubmitOptions = {}): Promise<Job> {
    return this.#submit(request, options, (job) => this.#options.store.create(job, DURABLE))
  }

  /** See `JobActions.retry`. */
  async retry(id: string, options: SubmitOptions = {}): Promise<Job> {
    const { store } = this.#options
    const request = store.request(id)
    if (request === undefined) throw new AppError('conflict', errorDetail('requestUnknown', {}))
    const origin = options.origin ?? store.get(id)?.apiOrigin
    return await this.#submit(request, { ...options, ...(origin && { origin }) }, (job) =>
      store.createRetry(id, job, DURABLE),
    )
  }

  async #submit(
    unchecked: GenerationRequest,
    options: SubmitOptions,
    storeIntent: (job: NewJob) => Promise<Job>,
  ): Promise<Job> {
    const { origin, sourceUri, reservation, onWait } = options
    const request = await validatedRequest(unchecked)
    const connection = await this.connect(origin)
    const { rateLimiter, signal } = this.#options
    // Before the intent: nothing is stored, and nothing is lost, if the window closes while this waits.
    await rateLimiter.acquire(connection.origin, signal, { duringPause: true, ...(onWait && { onWait }) })
    const planned = this.newJob(request, connection)
    const estimate = options.estimate ?? planned.estimate
    const job = await storeIntent({ ...planned, sourceUri, reservation, estimate })
    return await this.send(job, request, connection)
  }

  /** Returns the connection to `origin`, or to any service if it is undefined. Rejects with `noKey` or `conflict`. */
  async connect(origin: string | undefined): Promise<Connection> {
    const connection = await this.#options.connect()
    if (connection === undefined) throw new AppError('noKey', errorDetail('noKeyToGenerate', {}))
    // A request that is free in a sandbox is billed by the service.
    if (origin !== undefined && origin !== connection.origin) {
      throw new AppError('conflict', errorDetail('otherService', { current: connection.origin, expected: origin }))
    }
    return connection
  }

  /** Sends the request of a job that was just stored as `submitting`, with a lease of this window. Returns the job after it. */
  async send(job: Job, request: GenerationRequest, connection: Connection): Promise<Job> {
    const { leases } = this.#options
    leases.track(job.id)
    try {
      return await this.#storeOutcome(job, await this.#post(connection, job, request))
    } finally {
      leases.untrack(job.id)
    }
  }

  /** Returns a job to store before its request is sent. */
  newJob(request: GenerationRequest, connection: Connection): NewJob {
    const { origin, isFree = false } = connection
    const { leases, clock } = this.#options
    const now = clock.now()
    const id = randomUUID()
    return {
      id,
      clientRequestId: `wan-vace-${id}`,
      apiOrigin: origin,
      isFree,
      estimate: this.estimate(request, connection),
      model: request.model,
      prompt: listedPrompt(request),
      state: 'submitting',
      createdAt: now,
      request,
      // Due, but leased: if this window closes, another one claims the job after the lease has expired.
      patch: { nextAt: now },
      lease: { owner: leases.owner, until: now + LEASE_MS },
    }
  }

  /** See `EstimateRequest`. */
  estimate(request: GenerationRequest, connection: Connection): UsdRange | undefined {
    return this.#options.estimate?.(request, connection)
  }

  async #post(connection: Connection, job: Job, request: GenerationRequest): Promise<JobUpdate> {
    const { store, rateLimiter, clock } = this.#options
    try {
      const response = await connection.client.createGeneration(request, { clientRequestId: job.clientRequestId })
      return updateFromResponse(job, withoutData(response), clock.now(), store.completionModel(job))
    } catch (error) {
      const failure = callFailureOf(error)
      if (failure.detail.code === 'rateLimited') {
        await rateLimiter.pause(connection.origin, failure.retryAfterMs ?? DEFAULT_PAUSE_MS, 'rateLimited')
      }
      return updateFromFailedPost(failure, clock.now())
    }
  }

  async #storeOutcome(job: Job, { state, patch }: JobUpdate): Promise<Job> {
    const { store, log } = this.#options
    const { generationId } = patch
    try {
      // Undefined if another window claimed the job after its lease expired, and knows more than this response.
      const written = await store.writePostOutcome(job.id, state, { ...patch, leaseUntil: 0 })
      const stored = written ?? store.get(job.id)
      if (stored !== undefined) return stored
    } catch (error) {
      log.error(
        `Could not store the response for job ${job.id}: ${messageOf(error)}. Generation ID: ${generationId ?? 'none'}`,
      )
      if (state === 'failed') throw error
      // Not the store's own error: it says that nothing is sent, or to try again. Both are wrong after the POST.
      throw new AppError('unsettled', errorDetail('outcomeNotStored', { generationId }), { cause: error })
    }
    log.warn(`Job ${job.id} was removed before the service responded. Generation ID: ${generationId ?? 'none'}`)
    throw new AppError('unsettled', errorDetail('removedBeforeResponse', { generationId }))
  }
}

/** Ignores a video in the response to the POST: the first poll reads it. */
function withoutData<T extends { readonly status: string; readonly videoUrl: string | undefined }>(response: T): T {
  return response.videoUrl?.startsWith('data:') ? { ...response, status: 'generating', videoUrl: undefined } : response
}
