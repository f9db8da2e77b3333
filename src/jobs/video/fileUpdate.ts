import type { ErrorDetail } from '../../core/errorDetail.ts'
import { errorDetail } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import { backoffMs, downloadBackoffMs, jitter, MAX_DOWNLOAD_WAIT_MS, MAX_MISSES } from '../../core/job/pollSchedule.ts'
import type { JobPatch } from '../store/jobPatch.ts'
import type { FailedOutcome } from './downloadOutcome.ts'

const HOUR_MS = 3_600_000

/** How long a paid video is tried, in milliseconds. */
const GIVE_UP_AFTER_MS = 7 * 24 * HOUR_MS
/** The same if the service has forgotten the generation, or if an earlier download is still on disk. */
const GIVE_UP_EARLY_AFTER_MS = HOUR_MS
/** In addition to the time, because the clock may be set forward and the computer may be off for days. */
const MIN_ATTEMPTS = 10

/** Attempts after which the service is asked for a new URL although the host may only be overloaded. */
const ATTEMPTS_BEFORE_INQUIRY = 2

/** The longest wait while the computer is offline, in milliseconds. */
const MAX_OFFLINE_WAIT_MS = 60_000
/** While the computer is offline, attempts say nothing about the file and do not make the next waits longer than this. */
const MAX_OFFLINE_FAILURES = 5

/** What the service responded when it was asked for a new URL. */
export type Inquiry =
  | { readonly kind: 'url'; readonly videoUrl: string | undefined }
  | { readonly kind: 'error'; readonly error: ErrorDetail }

/** An attempt to download a file that did not succeed. */
export interface FailedAttempt {
  readonly outcome: FailedOutcome
  /** Undefined if the service was not asked. */
  readonly inquiry: Inquiry | undefined
  /** Whether the file of an earlier download is on disk. */
  readonly hasFile: boolean
}

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

/** Returns whether the service may know a URL that works better than the one with this outcome. */
export function needsInquiry(job: Job, outcome: FailedOutcome): boolean {
  if (outcome.kind === 'failed' || hasProgress(job, outcome)) return false
  return outcome.kind === 'gone' || job.failures >= ATTEMPTS_BEFORE_INQUIRY
}

/**
 * Returns the update for an attempt that did not succeed. A video is tried for a week at a growing interval, because it is
 * paid, and hosts and services recover.
 */
export function updateFromAttempt(job: Job, attempt: FailedAttempt, { now, random }: Moment): FileUpdate {
  const { outcome, inquiry } = attempt
  if (outcome.kind === 'failed') return { kind: 'final', state: 'failed', error: outcome.error }
  if (job.resultUrl === undefined && job.generationId === undefined) return LOST
  const pendingSince = job.file.pendingSince ?? now
  if (hasProgress(job, outcome)) {
    const patch = { failures: 0, misses: 0, fileReceivedBytes: outcome.receivedBytes, filePendingSince: now }
    return { kind: 'retry', patch: { ...patch, fileError: outcome.error, nextAt: now + jitter(backoffMs(1), random) } }
  }
  const misses = isUnknownToService(inquiry) ? job.misses + 1 : inquiry === undefined ? job.misses : 0
  const offline = isOffline(attempt)
  const failures = offline ? Math.max(job.failures, Math.min(job.failures + 1, MAX_OFFLINE_FAILURES)) : job.failures + 1
  const isOver = !offline && failures >= MIN_ATTEMPTS && now - pendingSince >= timeLimitMs(attempt, misses)
  if (isOver) return outcome.kind === 'gone' ? LOST : { kind: 'final', state: 'failed', error: outcome.error }
  const waitMs = offline
    ? Math.min(MAX_OFFLINE_WAIT_MS, backoffMs(failures))
    : Math.max(downloadBackoffMs(failures), outcome.kind === 'refused' ? requestedWaitMs(outcome.retryAfterMs) : 0)
  const patch = { failures, misses, fileError: shownError(job, attempt), filePendingSince: pendingSince }
  return { kind: 'retry', patch: { ...patch, nextAt: now + jitter(waitMs, random) } }
}

function hasProgress(job: Job, outcome: FailedOutcome): outcome is Extract<FailedOutcome, { kind: 'interrupted' }> {
  return outcome.kind === 'interrupted' && outcome.receivedBytes > (job.file.receivedBytes ?? 0)
}

function isUnknownToService(inquiry: Inquiry | undefined): boolean {
  return inquiry?.kind === 'error' && inquiry.error.code === 'notFound'
}

/** Neither the host nor the service responds. */
function isOffline({ outcome, inquiry }: FailedAttempt): boolean {
  if (outcome.kind !== 'unreachable' || inquiry?.kind !== 'error') return false
  return inquiry.error.code === 'unreachable' || inquiry.error.code === 'connectionLost'
}

function timeLimitMs({ outcome, hasFile }: FailedAttempt, misses: number): number {
  const isForgotten = outcome.kind === 'gone' && misses >= MAX_MISSES
  return hasFile || isForgotten ? GIVE_UP_EARLY_AFTER_MS : GIVE_UP_AFTER_MS
}

/** A longer wait would look like a clock that was set back. */
function requestedWaitMs(retryAfterMs: number | undefined): number {
  return Math.min(MAX_DOWNLOAD_WAIT_MS, retryAfterMs ?? 0)
}

/** The error of the service if it is the reason: a rejected key, or no answer about a URL that is not known. */
function shownError(job: Job, { outcome, inquiry }: FailedAttempt): ErrorDetail {
  if (inquiry?.kind !== 'error') return outcome.error
  return inquiry.error.code === 'unauthorized' || job.resultUrl === undefined ? inquiry.error : outcome.error
}
