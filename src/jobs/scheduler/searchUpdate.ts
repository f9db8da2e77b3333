import type { ErrorCode, ErrorDetail } from '../../core/errorDetail.ts'
import type { Job } from '../../core/job/job.ts'
import { SEARCH_DELAYS_MS, SEARCHES_BEFORE_DECISION } from '../../core/job/pollSchedule.ts'
import { type JobPatch, NOTIFICATION } from '../store/jobPatch.ts'
import type { JobUpdate } from './jobUpdate.ts'

/** The service keeps its logs for this time: a later search cannot find the job. */
const LOG_RETENTION_MS = 92 * 24 * 3600 * 1000

export interface FailedSearch {
  readonly detail: ErrorDetail
  /** The shortest time to the next call. */
  readonly waitMs: number
}

/** Returns the update after a search of the account logs that did not find the job. */
export function updateFromEmptySearch(job: Job, now: number): JobUpdate {
  return nextSearch(job, { now, failures: 0, waitMs: 0, isFinal: true })
}

/**
 * Returns the update after a search that failed. It counts as a search, so that the user is asked to decide also if the
 * logs cannot be read. An error that may pass does not end the search. The job keeps the error of its POST.
 */
export function updateFromFailedSearch(job: Job, { detail, waitMs }: FailedSearch, now: number): JobUpdate {
  const isFinal = REJECTIONS.has(detail.code) || now - job.createdAt > LOG_RETENTION_MS
  return nextSearch(job, { now, failures: job.failures + 1, waitMs: isFinal ? 0 : waitMs, isFinal })
}

interface Search {
  readonly now: number
  readonly failures: number
  readonly waitMs: number
  /** Whether the search ends if it was the last one. */
  readonly isFinal: boolean
}

function nextSearch(job: Job, { now, failures, waitMs, isFinal }: Search): JobUpdate {
  const last = SEARCH_DELAYS_MS.length
  const searches = Math.min(job.searches + 1, isFinal ? last : last - 1)
  const delayMs = SEARCH_DELAYS_MS[searches]
  const nextAt = delayMs === undefined ? null : now + Math.max(delayMs, waitMs)
  return { state: job.state, patch: { searches, failures, nextAt, ...notificationAfter(job, searches) } }
}

/** Once, when the user can decide for the first time. */
function notificationAfter(job: Job, searches: number): JobPatch {
  const isDecidable = job.searches < SEARCHES_BEFORE_DECISION && searches >= SEARCHES_BEFORE_DECISION
  return isDecidable && job.retriedAs === undefined ? { notification: NOTIFICATION.pending } : {}
}

/** The key has no access to the account logs. Repeating the search does not change that. */
const REJECTIONS: ReadonlySet<ErrorCode> = new Set([
  'forbidden',
  // A 403 whose message is about credits. Without it, the search would not end while the account has no credits.
  'outOfCredits',
  'notFound',
  'badRequest',
  'refused',
])
