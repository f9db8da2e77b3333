import { randomUUID } from 'node:crypto'
import { AppError, errorDetail, messageOf } from '../../core/errors.ts'
import type { GenerationRequest, Job } from '../../core/job/job.ts'
import type { Clock, Log } from '../../core/ports.ts'
import type { Connect, Connection } from '../connection.ts'
import { type JobLeases, LEASE_MS } from '../store/jobLeases.ts'
import type { JobStore } from '../store/jobStore.ts'
import { type NewJob, promptOf } from '../store/newJob.ts'
import { callFailureOf } from './callFailure.ts'
import { type Outcome, outcomeOfFailedPost, outcomeOfResponse } from './outcome.ts'

/** After a 429 without `Retry-After`. */
const DEFAULT_PAUSE_MS = 15_000

export interface SubmitterOptions {
  readonly store: JobStore
  readonly claims: JobLeases
  readonly connect: Connect
  readonly clock: Clock
  readonly log: Log
}

/**
 * Buys generations. The intent is on the disk, with the id that finds it again, before the POST leaves; the POST leaves
 * once, whatever comes back.
 */
export class Submitter {
  readonly #parts: SubmitterOptions

  constructor(parts: SubmitterOptions) {
    this.#parts = parts
  }

  /** See `JobActions.submit`. */
  submit(request: GenerationRequest, origin?: string): Promise<Job> {
    return this.#buy(request, origin, (job) => this.#parts.store.create(job))
  }

  /** See `JobActions.retry`. */
  async retry(id: string, origin?: string): Promise<Job> {
    const { store } = this.#parts
    const request = store.request(id)
    if (request === undefined) throw new AppError('conflict', errorDetail('requestUnknown', {}))
    return await this.#buy(request, origin ?? store.get(id)?.apiOrigin, (job) => store.createRetry(id, job))
  }

  async #buy(given: GenerationRequest, origin: string | undefined, writeDown: (job: NewJob) => Job): Promise<Job> {
    const request = await checked(given)
    const connection = await this.#parts.connect()
    if (connection === undefined) throw new AppError('noKey', errorDetail('noKeyToGenerate', {}))
    // What was free at a sandbox costs money at the service.
    if (origin !== undefined && origin !== connection.origin) {
      throw new AppError('conflict', errorDetail('otherService', { current: connection.origin, expected: origin }))
    }
    const { claims, clock } = this.#parts
    // Before the intent: should this not be written, then nothing was.
    claims.pace.spend(connection.origin, 1, clock.now())
    const job = writeDown(this.#newJob(request, connection.origin))
    claims.hold(job.id)
    try {
      return this.#writeOutcome(job, await this.#post(connection, job, request))
    } finally {
      claims.letGo(job.id)
    }
  }

  #newJob(request: GenerationRequest, origin: string): NewJob {
    const { claims, clock } = this.#parts
    const now = clock.now()
    const id = randomUUID()
    return {
      id,
      clientRequestId: `wan-vace-${id}`,
      apiOrigin: origin,
      model: request.model,
      prompt: promptOf(request),
      state: 'submitting',
      createdAt: now,
      request,
      // Due at once, but leased: should this window die, the next one finds it when the lease has run out.
      patch: { next_at: now },
      lease: { owner: claims.owner, until: now + LEASE_MS },
    }
  }

  async #post(connection: Connection, job: Job, request: GenerationRequest): Promise<Outcome> {
    const { claims, clock } = this.#parts
    try {
      const answer = await connection.client.createGeneration(request, { clientRequestId: job.clientRequestId })
      return outcomeOfResponse(job, withoutData(answer), clock.now(), Math.random())
    } catch (error) {
      const failure = callFailureOf(error)
      const now = clock.now()
      if (failure.detail.code === 'rateLimited') {
        claims.pace.pause(connection.origin, failure.retryAfterMs ?? DEFAULT_PAUSE_MS, now)
      }
      return outcomeOfFailedPost(failure, now)
    }
  }

  /** The answer must reach the disk: it is all there is of what was bought. */
  #writeOutcome(job: Job, outcome: Outcome): Job {
    const { store, log } = this.#parts
    const generationId = outcome.patch.generation_id
    try {
      // Undefined: another window took this one for dead, looked for the generation and knows more than this answer.
      const known = store.settlePost(job.id, outcome.state, { ...outcome.patch, lease_until: 0 }) ?? store.get(job.id)
      if (known !== undefined) return known
    } catch (error) {
      log.error(
        `Could not store the response for job ${job.id}: ${messageOf(error)}. Generation ID: ${generationId ?? 'none'}`,
      )
      if (outcome.state === 'failed') throw error
      // Not the store's own error: it says that nothing is sent, or to try again. Both are wrong after the POST.
      throw new AppError('unsettled', errorDetail('outcomeNotStored', { generationId }), { cause: error })
    }
    log.warn(`Job ${job.id} was removed before the service responded. Generation ID: ${generationId ?? 'none'}`)
    throw new AppError('unsettled', errorDetail('removedBeforeResponse', { generationId }))
  }
}

/** The request as it may be sent. One in the store may come from an import, and hold what no step would have let through. */
async function checked({ model: id, values }: GenerationRequest): Promise<GenerationRequest> {
  const [{ validateRequest }, { findModel }] = await Promise.all([
    import('../../core/model/request.ts'),
    import('../../core/model/models.ts'),
  ])
  const model = findModel(id)
  if (model === undefined) throw new AppError('invalid', errorDetail('modelNotOffered', { model: id }))
  const check = validateRequest(model, values)
  if (check.ok) return check.request
  const { name: field = '', code: issue = '' } = check.issues[0] ?? {}
  throw new AppError('invalid', errorDetail('invalidRequest', { field, issue }))
}

/** A POST that answers with the finished video at once is followed like any other: the poll fetches the data. */
function withoutData<T extends { readonly status: string; readonly videoUrl: string | undefined }>(answer: T): T {
  return answer.videoUrl?.startsWith('data:') ? { ...answer, status: 'generating', videoUrl: undefined } : answer
}
