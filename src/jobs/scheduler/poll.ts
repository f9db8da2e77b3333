import type { GenerationResponse } from '../../api/client.ts'
import type { ErrorDetail } from '../../core/errorDetail.ts'
import { errorDetail, logTextOf } from '../../core/errors.ts'
import type { CompletionModel } from '../../core/job/completionModel.ts'
import type { Job } from '../../core/job/job.ts'
import { backoffMs, jitter, MAX_MISSES, MAX_WAIT_MS } from '../../core/job/pollSchedule.ts'
import type { Log } from '../../core/ports.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import type { Connection } from '../connection.ts'
import { NOTIFICATION } from '../store/jobPatch.ts'
import { type CallFailure, callFailureOf } from './callFailure.ts'
import { findInLogs } from './findInLogs.ts'
import { failedUpdate, type JobUpdate, unconfirmedUpdate, updateFromResponse } from './jobUpdate.ts'
import type { RateLimiter } from './rateLimiter.ts'
import { meaningOf } from './remoteStatus.ts'
import { updateFromEmptySearch, updateFromFailedSearch } from './searchUpdate.ts'

const MIN_WAIT_MS = 1000

export interface PollContext {
  readonly connection: Connection
  readonly rateLimiter: Pick<RateLimiter, 'acquire'>
  readonly now: () => number
  /** Returns 0 to 1. */
  readonly random: () => number
  readonly log: Log
  readonly signal: AbortSignal
  readonly completionModel?: CompletionModel | undefined
}

export interface PollResult {
  readonly update: JobUpdate
  /** No job may call the service for this time. */
  readonly pause?: { readonly ms: number; readonly reason: 'rateLimited' | 'unauthorized' }
  /** The video, if the response contained it. */
  readonly dataUrl?: string
}

/**
 * Polls a job that is neither finished nor stopped, or searches the account logs for it. The caller has acquired the first
 * call. Rejects only if `signal` aborts.
 */
export async function pollJob(job: Job, context: PollContext): Promise<PollResult> {
  if (job.state === 'submitting') {
    // Its window closed between the intent and the response.
    return { update: unconfirmedUpdate(context.now(), errorDetail('interrupted', {})) }
  }
  try {
    return job.generationId === undefined
      ? await searchLogs(job, context)
      : await getGeneration(job, job.generationId, context)
  } catch (error) {
    const failure = callFailureOf(error)
    if (failure.detail.code === 'aborted') throw error
    return resultOfFailure(job, failure, context)
  }
}

async function getGeneration(job: Job, generationId: string, context: PollContext): Promise<PollResult> {
  const { connection, log, now, signal } = context
  const response = await connection.client.getGeneration(generationId, { signal })
  // Once for each status, not for each poll.
  if (response.status.slice(0, 100) !== job.remoteStatus) logOddities(job, response, log)
  return { update: updateFromResponse(job, response, now(), context.completionModel), ...dataUrlOf(response) }
}

function logOddities(job: Job, { id, status }: GenerationResponse, log: Log): void {
  if (meaningOf(status) === 'unknown') {
    log.warn(`Job ${job.id} has the unknown status ${JSON.stringify(status.slice(0, 100))}. It counts as running.`)
  }
  // The response is about the requested ID: the service has changed its ID format before.
  if (id !== job.generationId) {
    log.warn(`The response for job ${job.id} has another generation ID. Ignoring the ID.`)
  }
}

function dataUrlOf({ videoUrl }: GenerationResponse): { dataUrl?: string } {
  return videoUrl?.startsWith('data:') ? { dataUrl: videoUrl } : {}
}

async function searchLogs(job: Job, context: PollContext): Promise<PollResult> {
  const row = await findInLogs(job, { ...context, now: context.now() })
  const now = context.now()
  if (row === undefined) return { update: updateFromEmptySearch(job, now) }
  if (row.status === 'failed') {
    return { update: failedUpdate(now, errorDetail('loggedAsFailed', {}), { generationId: row.inferenceId }) }
  }
  const found = { generationId: row.inferenceId, submittedAt: row.createdAt, error: null, failures: 0, nextAt: now }
  // The user no longer has to decide.
  return { update: { state: 'queued', patch: { ...found, notification: NOTIFICATION.none } } }
}

function resultOfFailure(job: Job, failure: CallFailure, { now, random, log }: PollContext): PollResult {
  const failedAt = now()
  const { detail: error, supportId } = failure
  const failures = job.failures + 1
  const waitMs = clampWait(failure.retryAfterMs ?? backoffMs(failures))
  if (job.generationId === undefined) {
    log.warn(`Could not search the account logs for job ${job.id}: ${toSingleLine(logTextOf(error))}`)
    const update = updateFromFailedSearch(job, { ...failure, waitMs }, failedAt)
    return { update, ...pauseAfter(error, waitMs) }
  }
  const patch = { error, ...(supportId === undefined ? {} : { supportId }) }
  if (error.code === 'notFound') {
    const misses = job.misses + 1
    if (misses >= MAX_MISSES) {
      const notFound = errorDetail('generationNotFound', { attempts: misses })
      return { update: failedUpdate(failedAt, notFound, { ...patch, misses }) }
    }
    const nextAt = failedAt + jitter(backoffMs(misses), random())
    return { update: { state: job.state, patch: { ...patch, misses, nextAt } } }
  }
  const nextAt = failedAt + jitter(waitMs, random())
  const update: JobUpdate = { state: job.state, patch: { ...patch, failures, nextAt } }
  return { update, ...pauseAfter(error, waitMs) }
}

/** Both errors concern every job: the rate limit of the account, and its key. */
function pauseAfter({ code }: ErrorDetail, ms: number): Pick<PollResult, 'pause'> {
  return code === 'rateLimited' || code === 'unauthorized' ? { pause: { ms, reason: code } } : {}
}

/** Also for a server that sends `Retry-After: 0`. */
function clampWait(waitMs: number): number {
  return Math.min(MAX_WAIT_MS, Math.max(MIN_WAIT_MS, waitMs))
}
