import type { GenerationResponse } from '../../api/client.ts'
import type { ErrorCode, ErrorDetail } from '../../core/errorDetail.ts'
import { errorDetail } from '../../core/errors.ts'
import type { Job, JobState } from '../../core/job/job.ts'
import { jitter, pollDelayMs, SEARCH_DELAYS_MS } from '../../core/job/pollSchedule.ts'
import { NOTICE } from '../store/newJob.ts'
import type { JobPatch } from '../store/rows.ts'
import type { CallFailure } from './callFailure.ts'

/** Where an answer or a failure takes a job. */
export interface Outcome {
  readonly state: JobState
  readonly patch: JobPatch
}

/** Words for "still running, not at work yet". Any other unknown word counts as at work. */
const WAITING = new Set(['queued', 'waiting'])
const KNOWN = new Set([...WAITING, 'generating', 'active', 'completed', 'error'])

/** Whether the service's documents know this status. */
export function isKnownStatus(status: string): boolean {
  return KNOWN.has(status)
}

/** What the service's answer about a generation means for its job. `random` is 0…1. */
export function outcomeOfResponse(job: Job, answer: GenerationResponse, now: number, random: number): Outcome {
  const seen: JobPatch = {
    remote_status: answer.status.slice(0, 100),
    generation_id: job.generationId ?? answer.id,
    submitted_at: job.submittedAt ?? now,
    failures: 0,
    misses: 0,
    error: null,
    // What was told of it before, as that it could not be found, is no longer so.
    notice: NOTICE.none,
    ...(answer.creditsUsed === undefined ? {} : { credits_used: answer.creditsUsed }),
  }
  if (answer.status === 'error') {
    return failed(now, errorOf(answer), seen)
  }
  if (answer.status !== 'completed') {
    const waiting = WAITING.has(answer.status) && job.state !== 'generating'
    const age = now - (job.submittedAt ?? now)
    return {
      state: waiting ? 'queued' : 'generating',
      patch: { ...seen, next_at: now + jitter(pollDelayMs(age), random) },
    }
  }
  if (answer.videoUrl === undefined) {
    return failed(now, errorDetail('noVideo', {}), seen)
  }
  return {
    state: 'completed',
    patch: { ...seen, result_url: storable(answer.videoUrl), finished_at: now, next_at: now },
  }
}

/** A `data:` result is written to its file, not into the list of jobs. */
function storable(url: string): string | null {
  return url.startsWith('data:') ? null : url
}

function errorOf({ error }: GenerationResponse): ErrorDetail {
  const service = error && { name: error.name?.slice(0, 200), message: error.message.slice(0, 5000) }
  return errorDetail('generationFailed', {}, service)
}

/** Failed for good, to be told to the person. */
export function failed(now: number, error: ErrorDetail, patch: JobPatch = {}): Outcome {
  return {
    state: 'failed',
    patch: { ...patch, error, finished_at: now, next_at: null, notice: NOTICE.pending },
  }
}

/**
 * What a failed POST means: `failed` when nothing can have been bought, `unconfirmed` otherwise. When in doubt it is the
 * latter: looking for a generation that is not there does no harm, buying one twice does.
 */
export function outcomeOfFailedPost(failure: CallFailure, now: number): Outcome {
  const { detail } = failure
  const patch: JobPatch = { support_id: failure.supportId ?? null }
  if (!failure.sent || REFUSALS.has(detail.code)) {
    const outcome = failed(now, detail, patch)
    // The command that submits asks for the key; a notification would say the same twice.
    return detail.code === 'unauthorized' ? { ...outcome, patch: { ...outcome.patch, notice: NOTICE.given } } : outcome
  }
  if (failure.inferenceId !== undefined) {
    // The body of the response could not be used, but its header names the generation: it exists.
    const known = { ...patch, generation_id: failure.inferenceId, submitted_at: now }
    return { state: 'queued', patch: { ...known, next_at: now } }
  }
  return unconfirmed(now, detail, patch)
}

/** Answers that say the request was turned down, so that nothing was bought. Source: API.md "Errors". */
const REFUSALS: ReadonlySet<ErrorCode> = new Set([
  'badRequest',
  'unauthorized',
  'outOfCredits',
  'forbidden',
  'notFound',
  'tooLarge',
  'rateLimited',
  'refused',
])

export function unconfirmed(now: number, error: ErrorDetail, patch: JobPatch = {}): Outcome {
  return {
    state: 'unconfirmed',
    patch: { ...patch, error, searches: 0, failures: 0, next_at: now + (SEARCH_DELAYS_MS[0] ?? 0) },
  }
}
