/** A setting of requests and its value, see `RequestSettings`. */
export interface SettingValue {
  readonly name: string
  readonly value: string | number | boolean
}

/** The groups of a list by state, in display order. A job that the user is to decide about is not running. */
export const STATE_GROUPS = ['running', 'unconfirmed', 'completed', 'failed', 'stopped'] as const

/** Every day of every time zone consists of whole quarters of an hour. */
export const QUARTER_HOUR_MS = 900_000

export type StateGroup = (typeof STATE_GROUPS)[number]

/** Part of a list: the jobs of a state, of a time, or of batches. */
export type JobSubset =
  | { readonly state: StateGroup }
  /** Unix milliseconds. `createdBefore` is not included. */
  | { readonly createdFrom: number; readonly createdBefore: number }
  | { readonly batchIds: readonly string[] }

/** Which jobs a list shows. All conditions apply; without any, all jobs. */
export interface JobFilter {
  /** Part of the name, the prompt, the note or a tag. Ignores the case of ASCII letters. */
  readonly text?: string
  /** Only jobs with all of these tags. */
  readonly tags?: readonly string[]
  readonly favoritesOnly?: boolean
  /** Only jobs whose video is on this computer. */
  readonly videosOnly?: boolean
  /** Only jobs with these settings. Of several values for the same setting, one is enough. */
  readonly settings?: readonly SettingValue[]
  readonly subset?: JobSubset
}

/** How the list is grouped. In `batch`, jobs without a batch are in no group. */
export const JOB_GROUPINGS = ['batch', 'day', 'state', 'none'] as const

export type JobGrouping = (typeof JOB_GROUPINGS)[number]

export const JOB_SORTS = ['newest', 'oldest', 'longest', 'shortest', 'highestCost', 'lowestCost'] as const

export type JobSort = (typeof JOB_SORTS)[number]

/** A part of the jobs that a filter selects. */
export interface JobSlice {
  readonly filter: JobFilter
  /** Default: `newest`. */
  readonly sort?: JobSort
  readonly limit: number
  /** Default: 0. */
  readonly offset?: number
}

/** Returns whether a filter selects all jobs. */
export function isEmptyFilter({ text = '', tags = [], favoritesOnly, videosOnly, settings = [] }: JobFilter): boolean {
  return text.trim() === '' && tags.length === 0 && !favoritesOnly && !videosOnly && settings.length === 0
}
