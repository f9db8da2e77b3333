import type { CompletionModel } from './completionModel.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

/** A generation that takes longer than this is slow. */
export const SLOW_AFTER_MS = 10 * MINUTE

/** The longest wait between two polls, whatever a server or the clock says. */
export const MAX_WAIT_MS = 10 * MINUTE

/**
 * Delays before the searches of the account logs for an unconfirmed job, each after the previous one: about two hours in
 * all. Logs can lag, and may list a generation only after it has ended.
 */
export const SEARCH_DELAYS_MS: readonly number[] = [
  ...[5, 15, 30, 60, 120, 240, 300, 360, 420, 480, 540],
  ...Array<number>(8).fill(600),
].map((s) => s * SECOND)

/** Searches without a result after which the user can decide about an unconfirmed job. The search continues. */
export const SEARCHES_BEFORE_DECISION = 5

/** Consecutive 404 responses after which a generation counts as not found. It may lag right after its creation. */
export const MAX_MISSES = 5

/**
 * Milliseconds until the next poll of a generation that was accepted `ageMs` ago. Without a model, the interval is that of
 * the vendor's sample code. The sample stops after ten minutes; this schedule continues at a longer interval.
 */
export function pollDelayMs(ageMs: number, model?: CompletionModel): number {
  if (model !== undefined) return model.pollDelayMs(ageMs)
  return ageMs < 20 * MINUTE ? 10 * SECOND : MINUTE
}

/** Milliseconds to wait after `failures` consecutive failures: 5 s, doubled each time, at most 5 minutes. */
export function backoffMs(failures: number): number {
  return Math.min(5 * MINUTE, 5 * SECOND * 2 ** Math.max(0, failures - 1))
}

/** The longest wait between two attempts to download a file. */
export const MAX_DOWNLOAD_WAIT_MS = 60 * MINUTE

/** Milliseconds to wait after `failures` attempts to download a file: 5 s, doubled each time, at most an hour. */
export function downloadBackoffMs(failures: number): number {
  return Math.min(MAX_DOWNLOAD_WAIT_MS, 5 * SECOND * 2 ** Math.max(0, failures - 1))
}

/** Returns `ms` changed by up to a tenth, so that many jobs are not polled at the same time. `random` is 0 to 1. */
export function jitter(ms: number, random: number): number {
  return Math.round(ms * (0.9 + 0.2 * random))
}
