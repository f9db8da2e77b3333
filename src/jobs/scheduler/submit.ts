import { randomUUID } from 'node:crypto'
import { ApiError } from '../../api/errors.ts'
import { AppError, messageOf } from '../../core/errors.ts'
import type { GenerationRequest, Job } from '../../core/job/job.ts'
import type { Clock, Log } from '../../core/ports.ts'
import type { Connect, Connection } from '../connection.ts'
import { type JobLeases, LEASE_MS } from '../store/jobLeases.ts'
import type { JobStore } from '../store/jobStore.ts'
import { type NewJob, promptOf } from '../store/newJob.ts'
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
    if (request === undefined) throw new AppError('conflict', 'The request of this generation is not known here.')
    return await this.#buy(request, origin ?? store.get(id)?.apiOrigin, (job) => store.createRetry(id, job))
  }

  async #buy(given: GenerationRequest, origin: string | undefined, writeDown: (job: NewJob) => Job): Promise<Job> {
    const request = await checked(given)
    const connection = await this.#parts.connect()
    if (connection === undefined) throw new AppError('noKey', 'An API key is needed to generate. Nothing was sent.')
    // What was free at a sandbox costs money at the service.
    if (origin !== undefined && origin !== connection.origin) {
      const now = `This window talks to ${connection.origin} now, not to ${origin}.`
      throw new AppError('conflict', `${now} Nothing was sent; generate again to use it.`)
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
      const failure = asFailure(error)
      const now = clock.now()
      if (failure.kind === 'rateLimited') {
        claims.pace.pause(connection.origin, failure.details.retryAfterMs ?? DEFAULT_PAUSE_MS, now)
      }
      return outcomeOfFailedPost(failure, now)
    }
  }

  /** The answer must reach the disk: it is all there is of what was bought. */
  #writeOutcome(job: Job, outcome: Outcome): Job {
    const { store, log } = this.#parts
    const id = outcome.patch.generation_id
    const bought = id === undefined ? '' : ` The generation was bought; its id is ${id}.`
    try {
      // Undefined: another window took this one for dead, looked for the generation and knows more than this answer.
      const known = store.settlePost(job.id, outcome.state, { ...outcome.patch, lease_until: 0 }) ?? store.get(job.id)
      if (known !== undefined) return known
    } catch (error) {
      log.error(
        `The answer for job ${job.id} could not be written: ${messageOf(error)}. Generation id: ${id ?? 'none'}`,
      )
      if (outcome.state === 'failed') throw error
      // Not the store's own sentence: that nothing is sent, or that one should try again, is wrong by now.
      const what = `The request was sent, but what came of it could not be written down.${bought || ' It may have been bought.'}`
      throw new AppError(
        'unsettled',
        `${what} It is looked for once the job list can be written: do not send it again before.`,
        { cause: error },
      )
    }
    log.warn(`Job ${job.id} was removed before the service answered.${bought}`)
    throw new AppError('unsettled', `The job was removed before the service answered.${bought}`)
  }
}

/** The request as it may be sent. One in the store may come from an import, and hold what no step would have let through. */
async function checked({ model: id, values }: GenerationRequest): Promise<GenerationRequest> {
  const [{ validateRequest }, { modelById }] = await Promise.all([
    import('../../core/model/request.ts'),
    import('../../core/model/models.ts'),
  ])
  const model = modelById(id)
  if (model === undefined) throw new AppError('invalid', `The model ${id} is not offered here. Nothing was sent.`)
  const check = validateRequest(model, values)
  if (check.ok) return check.request
  throw new AppError('invalid', `${check.problems[0]?.message ?? 'The request is not valid.'} Nothing was sent.`)
}

/** A POST that answers with the finished video at once is followed like any other: the poll fetches the data. */
function withoutData<T extends { readonly status: string; readonly videoUrl: string | undefined }>(answer: T): T {
  return answer.videoUrl?.startsWith('data:') ? { ...answer, status: 'generating', videoUrl: undefined } : answer
}

/** Anything that is not an `ApiError` is a fault of this program, at an unknown moment: the POST may have left. */
function asFailure(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  return new ApiError(messageOf(error), { kind: 'noAnswer', sent: true }, { cause: error })
}
