import type { CompletionModel } from './completionModel.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

/** A job that runs longer than this "takes longer than usual", and is looked at once a minute. */
export const SLOW_AFTER_MS = 10 * MINUTE

/** No wait is ever longer than this: whatever a server or a clock says, a job is looked at again. */
export const LONGEST_WAIT_MS = 10 * MINUTE

/** Looks at the account's logs for an unconfirmed job, each so long after the one before; rows can lag. */
export const SEARCH_DELAYS_MS: readonly number[] = [5, 15, 30, 60, 120, 240].map((s) => s * SECOND)

/** 404 answers in a row before a generation counts as gone; it may lag right after creation. */
export const MISSES_BEFORE_GONE = 5

/**
 * Milliseconds until the next poll of a generation of age `ageMs`. Without finished jobs to learn from, the interval is
 * that of the vendor's sample code; the sample gives up after ten minutes, this schedule goes on, slower.
 */
export function pollDelayMs(ageMs: number, model?: CompletionModel): number {
  if (model !== undefined) return model.pollDelayMs(ageMs)
  return ageMs < 20 * MINUTE ? 10 * SECOND : MINUTE
}

/** Milliseconds to wait after the `failures`-th failed look in a row: 5 s, doubling, 5 minutes at most. */
export function backOffMs(failures: number): number {
  return Math.min(5 * MINUTE, 5 * SECOND * 2 ** Math.max(0, failures - 1))
}

/** `ms` shortened or lengthened by up to a tenth, so that many jobs do not stay in step. `random` is 0…1. */
export function jitter(ms: number, random: number): number {
  return Math.round(ms * (0.9 + 0.2 * random))
}
