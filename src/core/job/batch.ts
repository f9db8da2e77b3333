/** One parameter of a matrix and its values. Every combination with the values of the other axes is one request. */
export interface BatchAxis {
  /** The API's field name. */
  readonly name: string
  readonly values: readonly unknown[]
}

/**
 * Jobs that were submitted together. The requests that were not sent yet have no job. Times are Unix milliseconds.
 */
export interface Batch {
  /** A UUID, created here. */
  readonly id: string
  /** Shown to the user: outside text. */
  readonly name: string
  /** Origin of the API that the requests are sent to. */
  readonly apiOrigin: string
  /** Whether the generations cost nothing: they are sent to the sandbox. */
  readonly isFree: boolean
  /** The axes of a matrix; empty for a list of requests. `coordinatesOf` returns the values of one job. */
  readonly axes: readonly BatchAxis[]
  /** See `Job.sourceUri`. */
  readonly sourceUri: string | undefined
  /** Number of requests, in any state. */
  readonly total: number
  /** Number of requests that were not sent yet. */
  readonly planned: number
  /** Number of requests that the user stopped before they were sent. */
  readonly stopped: number
  readonly createdAt: number
  /** Until when the requests may be sent without asking again. 0 if the batch was paused. */
  readonly confirmedUntil: number
  /** ID of the job whose failure paused the batch. */
  readonly pausedBy: string | undefined
}

/** Where a job belongs in its batch. */
export interface BatchPlace {
  readonly id: string
  /** Counts from 0, in the order of the requests. */
  readonly position: number
}

/**
 * How long the confirmation of a batch lasts. Within this time, the rest is sent without asking, also by another window and
 * after a restart. After it, the user is asked: nothing is bought long after the user agreed to the price.
 */
export const CONFIRMATION_MS = 60 * 60_000

/** Returns whether the requests of a batch may be sent now. A time too far ahead was written before the clock was set back. */
export function isConfirmed({ confirmedUntil }: Pick<Batch, 'confirmedUntil'>, now: number): boolean {
  return confirmedUntil > now && confirmedUntil <= now + CONFIRMATION_MS
}

/** Returns whether the batch waits for the user to continue or stop it. */
export function isWaitingForUser(batch: Pick<Batch, 'planned' | 'confirmedUntil'>, now: number): boolean {
  return batch.planned > 0 && !isConfirmed(batch, now)
}

/** The values of the axes for the request at `position`, in the order of the axes. */
export function coordinatesOf(axes: readonly BatchAxis[], position: number): readonly unknown[] {
  const coordinates: unknown[] = []
  let rest = position
  for (const { values } of axes.toReversed()) {
    coordinates.unshift(values[rest % values.length])
    rest = Math.floor(rest / values.length)
  }
  return coordinates
}
