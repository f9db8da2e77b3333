import type { ErrorDetail } from '../../core/errorDetail.ts'
import { errorDetail } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import { backoffMs, jitter, MAX_WAIT_MS } from '../../core/job/pollSchedule.ts'
import type { JobPatch } from '../store/jobPatch.ts'
import type { SaveOutcome } from './downloadOutcome.ts'

/** Attempts after which a file counts as `failed`, or as `lost` if its URLs do not work. */
const MAX_ATTEMPTS = 12
const MAX_ATTEMPTS_WHEN_GONE = 4

/** The longest wait while the network or the API is unavailable, in milliseconds. */
export const MAX_RETRY_MS = 60_000

/** What an unsuccessful attempt changes: when the next attempt is due, or the final state of the file. */
export type FileUpdate =
  | { readonly kind: 'retry'; readonly patch: JobPatch }
  | { readonly kind: 'final'; readonly state: 'failed' | 'lost'; readonly error: ErrorDetail }

/** The current time in Unix milliseconds, and a random number from 0 to 1. */
export interface Moment {
  readonly now: number
  readonly random: number
}

const LOST: FileUpdate = { kind: 'final', state: 'lost', error: errorDetail('videoLost', {}) }

/** Returns the update for an attempt to download or save a file that did not succeed. */
export function updateFromOutcome(
  job: Job,
  outcome: Exclude<SaveOutcome, { kind: 'saved' }>,
  moment: Moment,
): FileUpdate {
  const { error } = outcome
  switch (outcome.kind) {
    case 'failed':
      return { kind: 'final', state: 'failed', error }
    case 'unreachable':
      return retryWithoutLimit(job, error, moment)
    case 'refused':
      return countFailure(job, error, moment, outcome.retryAfterMs)
    case 'interrupted': {
      const hasProgress = outcome.receivedBytes > (job.file.receivedBytes ?? 0)
      if (!hasProgress) return countFailure(job, error, moment)
      return retryWithoutLimit(job, error, moment, { failures: 0, fileReceivedBytes: outcome.receivedBytes })
    }
  }
}

/** Returns the update for a URL that does not work (`error`) if the API cannot be asked for a new one. */
export function updateWithoutApi(job: Job, error: ErrorDetail, moment: Moment): FileUpdate {
  // An imported job may have a URL and no generation ID.
  return job.generationId === undefined ? LOST : retryWithoutLimit(job, error, moment)
}

/** Returns the update for the URL that the API returned after the old one did not work (`error`). */
export function updateFromNewUrl(
  job: Job,
  videoUrl: string | undefined,
  error: ErrorDetail,
  { now }: Moment,
): FileUpdate {
  const attempts = job.failures + 1
  // The same URL may start to work later. A new one is tried immediately.
  const isNew = videoUrl !== undefined && videoUrl !== job.resultUrl
  if (attempts >= (isNew ? MAX_ATTEMPTS : MAX_ATTEMPTS_WHEN_GONE)) return LOST
  const nextAt = now + (isNew ? 0 : backoffMs(attempts))
  const url = videoUrl === undefined ? {} : { resultUrl: videoUrl }
  return { kind: 'retry', patch: { ...url, failures: attempts, fileError: error, nextAt } }
}

/** Returns the update for an error of the API when it was asked for a new URL. */
export function updateFromApiError(job: Job, error: ErrorDetail, moment: Moment): FileUpdate {
  if (error.code !== 'notFound') return retryWithoutLimit(job, error, moment)
  return job.failures + 1 >= MAX_ATTEMPTS_WHEN_GONE ? LOST : countFailure(job, error, moment)
}

function countFailure(job: Job, error: ErrorDetail, { now, random }: Moment, retryAfterMs?: number): FileUpdate {
  const failures = job.failures + 1
  if (failures >= MAX_ATTEMPTS) return { kind: 'final', state: 'failed', error }
  // A longer wait would look like a clock that was set back.
  const wait = jitter(Math.min(MAX_WAIT_MS, retryAfterMs ?? backoffMs(failures)), random)
  return { kind: 'retry', patch: { failures, fileError: error, nextAt: now + wait } }
}

/** For errors whose cause is not the file. */
function retryWithoutLimit(job: Job, error: ErrorDetail, { now, random }: Moment, patch: JobPatch = {}): FileUpdate {
  const misses = job.misses + 1
  const wait = jitter(Math.min(MAX_RETRY_MS, backoffMs(misses)), random)
  return { kind: 'retry', patch: { misses, fileError: error, nextAt: now + wait, ...patch } }
}
