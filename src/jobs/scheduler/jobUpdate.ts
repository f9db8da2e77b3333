import type { GenerationResponse } from '../../api/client.ts'
import type { ErrorDetail } from '../../core/errorDetail.ts'
import { errorDetail } from '../../core/errors.ts'
import type { CompletionModel } from '../../core/job/completionModel.ts'
import type { Job, JobState } from '../../core/job/job.ts'
import { pollDelayMs, SEARCH_DELAYS_MS } from '../../core/job/pollSchedule.ts'
import type { JobPatch } from '../store/jobPatch.ts'
import { NOTIFICATION } from '../store/jobPatch.ts'
import type { CallFailure } from './callFailure.ts'

/** What a response or a failed call changes in a job. */
export interface JobUpdate {
  readonly state: JobState
  readonly patch: JobPatch
}

/** A poll that is later than this says little about when the generation completed. */
const MAX_LATE_MS = 10_000

/** Statuses of a generation that is not being processed yet. An unknown status counts as being processed. */
const QUEUED_STATUSES = new Set(['queued', 'waiting'])
const KNOWN_STATUSES = new Set([...QUEUED_STATUSES, 'generating', 'active', 'completed', 'error'])

/** Returns whether the service documents this status. */
export function isKnownStatus(status: string): boolean {
  return KNOWN_STATUSES.has(status)
}

/** Returns the update for the service's response about a generation at `now`. `model` is learned from similar jobs. */
export function updateFromResponse(
  job: Job,
  response: GenerationResponse,
  now: number,
  model?: CompletionModel,
): JobUpdate {
  const patch: JobPatch = {
    remoteStatus: response.status.slice(0, 100),
    generationId: job.generationId ?? response.id,
    submittedAt: job.submittedAt ?? now,
    failures: 0,
    misses: 0,
    error: null,
    // An earlier notification, such as "not found", no longer applies.
    notification: NOTIFICATION.none,
    ...(response.creditsUsed === undefined ? {} : { creditsUsed: response.creditsUsed }),
  }
  if (response.status === 'error') return failedUpdate(now, serviceError(response), patch)
  if (response.status !== 'completed') return runningUpdate(job, response.status, patch, now, model)
  if (response.videoUrl === undefined) return failedUpdate(now, errorDetail('noVideo', {}), patch)
  return {
    state: 'completed',
    patch: { ...patch, ...durationOf(job, now), resultUrl: storedUrl(response.videoUrl), finishedAt: now, nextAt: now },
  }
}

/** How long the generation took. Unknown if the poll was late, for example because no window was open. */
function durationOf({ submittedAt, nextAt }: Job, now: number): JobPatch {
  const isOnTime = nextAt !== undefined && now - nextAt <= MAX_LATE_MS
  return submittedAt === undefined || !isOnTime ? {} : { durationMs: now - submittedAt }
}

function runningUpdate(
  job: Job,
  status: string,
  patch: JobPatch,
  now: number,
  model: CompletionModel | undefined,
): JobUpdate {
  const isQueued = QUEUED_STATUSES.has(status) && job.state !== 'generating'
  const ageMs = now - (job.submittedAt ?? now)
  const pollGapMs = pollDelayMs(ageMs, model)
  return { state: isQueued ? 'queued' : 'generating', patch: { ...patch, pollGapMs, nextAt: now + pollGapMs } }
}

/** A video in a `data:` URI is written to its file, not to the store. */
function storedUrl(url: string): string | null {
  return url.startsWith('data:') ? null : url
}

function serviceError({ error }: GenerationResponse): ErrorDetail {
  const service = error && { name: error.name?.slice(0, 200), message: error.message.slice(0, 5000) }
  return errorDetail('generationFailed', {}, service)
}

/** Returns the update for a job that failed, with a notification. */
export function failedUpdate(now: number, error: ErrorDetail, patch: JobPatch = {}): JobUpdate {
  return {
    state: 'failed',
    patch: { ...patch, error, finishedAt: now, nextAt: null, notification: NOTIFICATION.pending },
  }
}

/**
 * Returns the update for a failed POST: `queued` if the response has a generation ID, whatever else it says; `failed` if the
 * request was not sent or the API itself rejected it; otherwise `unconfirmed`. When in doubt, the account logs are searched:
 * that costs nothing, and sending a request twice may be billed twice.
 */
export function updateFromFailedPost(failure: CallFailure, now: number): JobUpdate {
  const { detail } = failure
  const patch: JobPatch = { supportId: failure.supportId ?? null }
  if (failure.inferenceId !== undefined) {
    const generation = { generationId: failure.inferenceId, submittedAt: now }
    return { state: 'queued', patch: { ...patch, ...generation, nextAt: now } }
  }
  if (failure.sent && !failure.rejected) return unconfirmedUpdate(now, detail, patch)
  const update = failedUpdate(now, detail, patch)
  // The command that submits asks for the key; a notification would say the same twice.
  return detail.code === 'unauthorized'
    ? { ...update, patch: { ...update.patch, notification: NOTIFICATION.shown } }
    : update
}

/** Returns the update for a job whose POST has an unknown outcome: the account logs are searched. */
export function unconfirmedUpdate(now: number, error: ErrorDetail, patch: JobPatch = {}): JobUpdate {
  return {
    state: 'unconfirmed',
    patch: { ...patch, error, searches: 0, failures: 0, nextAt: now + (SEARCH_DELAYS_MS[0] ?? 0) },
  }
}
