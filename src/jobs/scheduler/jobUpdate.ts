import type { GenerationResponse } from '../../api/client.ts'
import type { ErrorDetail } from '../../core/errorDetail.ts'
import { errorDetail } from '../../core/errors.ts'
import type { CompletionModel } from '../../core/job/completionModel.ts'
import type { Job, JobState } from '../../core/job/job.ts'
import { pollDelayMs, SEARCH_DELAYS_MS } from '../../core/job/pollSchedule.ts'
import type { JobPatch } from '../store/jobPatch.ts'
import { NOTIFICATION } from '../store/jobPatch.ts'
import type { CallFailure } from './callFailure.ts'
import { meaningOf } from './remoteStatus.ts'

/** What a response or a failed call changes in a job. */
export interface JobUpdate {
  readonly state: JobState
  readonly patch: JobPatch
}

/** A poll that is later than this says little about when the generation completed. */
const MAX_LATE_MS = 10_000

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
  const { status, videoUrl } = response
  const url = videoUrl === undefined ? {} : { resultUrl: storedUrl(videoUrl) }
  switch (meaningOf(status)) {
    case 'failed':
      // The URL of a video that came nevertheless is kept, so that the user can copy it.
      return failedUpdate(now, errorDetail('generationFailed', {}, serviceError(response)), { ...patch, ...url })
    case 'ended': {
      const error = errorDetail('generationEnded', { status: status.slice(0, 100) }, serviceError(response))
      return failedUpdate(now, error, { ...patch, ...url })
    }
    case 'completed':
      if (videoUrl !== undefined) return completedUpdate(job, { ...patch, ...url }, now)
      return failedUpdate(now, errorDetail('noVideo', {}, serviceError(response)), patch)
    case 'unknown': {
      if (videoUrl !== undefined) return completedUpdate(job, { ...patch, ...url }, now)
      const service = serviceError(response)
      const error = service && errorDetail('unknownStatus', { status: status.slice(0, 100) }, service)
      return runningUpdate(job, status, { ...patch, error: error ?? null }, now, model)
    }
    case 'queued':
    case 'running':
      return runningUpdate(job, status, patch, now, model)
  }
}

function completedUpdate(job: Job, patch: JobPatch, now: number): JobUpdate {
  return { state: 'completed', patch: { ...patch, ...durationOf(job, now), finishedAt: now, nextAt: now } }
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
  const isQueued = meaningOf(status) === 'queued' && job.state !== 'generating'
  const ageMs = now - (job.submittedAt ?? now)
  const pollGapMs = pollDelayMs(ageMs, model)
  return { state: isQueued ? 'queued' : 'generating', patch: { ...patch, pollGapMs, nextAt: now + pollGapMs } }
}

/** A video in a `data:` URI is written to its file, not to the store. */
function storedUrl(url: string): string | null {
  return url.startsWith('data:') ? null : url
}

/** The error that the service returned with a generation, in the length that is stored. */
function serviceError({ error }: GenerationResponse): ErrorDetail['service'] {
  return error && { name: error.name?.slice(0, 200), message: error.message.slice(0, 5000) }
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
