/**
 * What a status of the service means.
 *
 * - `queued`, `running`: the generation is in progress.
 * - `completed`: there is a video.
 * - `failed`: the generation failed, and the hold on the account is released.
 * - `ended`: there is no video, and it is not known whether the generation is billed.
 * - `unknown`: counts as running, unless the response has a video.
 */
export type StatusMeaning = 'queued' | 'running' | 'completed' | 'failed' | 'ended' | 'unknown'

/**
 * The statuses that the service documents or uses in its samples (API.md, "Two calls"), and the usual ones of the providers
 * behind it: a status that is passed through must not be polled forever.
 */
const STATUSES: Readonly<Record<Exclude<StatusMeaning, 'unknown'>, readonly string[]>> = {
  queued: ['queued', 'waiting'],
  running: ['generating', 'active'],
  completed: ['completed', 'complete', 'succeeded', 'succeed', 'success', 'successful', 'done', 'finished'],
  failed: ['error', 'errored', 'failed', 'fail', 'failure'],
  ended: [
    ...['canceled', 'cancelled', 'aborted', 'rejected', 'terminated', 'stopped'],
    ...['expired', 'timeout', 'timed_out', 'timedout'],
  ],
}

const MEANINGS: ReadonlyMap<string, StatusMeaning> = new Map(
  Object.entries(STATUSES).flatMap(([meaning, statuses]) =>
    statuses.map((status): [string, StatusMeaning] => [status, meaning as StatusMeaning]),
  ),
)

/** Returns what a status means, in any case, and with spaces or hyphens instead of underscores. */
export function meaningOf(status: string): StatusMeaning {
  const normalized = status
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
  return MEANINGS.get(normalized) ?? 'unknown'
}
