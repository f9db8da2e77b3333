/** A setting of requests, its value, and how many jobs have it. */
export interface SettingValue {
  readonly name: string
  readonly value: string | number | boolean
  readonly count: number
}

/** Which jobs a list shows. All conditions apply; without any, all jobs. */
export interface JobFilter {
  /** Part of the name, the prompt, the note or a tag. Ignores the case of ASCII letters. */
  readonly text?: string
  readonly tag?: string
  readonly favoritesOnly?: boolean
  /** Only jobs whose video is on this computer. */
  readonly videosOnly?: boolean
  /** A setting of the request and its value, see `RequestSettings`. */
  readonly setting?: { readonly name: string; readonly value: string | number | boolean }
  readonly group?: { readonly by: JobGrouping; readonly key: string }
}

export const JOB_GROUPINGS = ['state', 'day', 'batch'] as const

export type JobGrouping = (typeof JOB_GROUPINGS)[number]

/** The groups by state, in display order. */
export const STATE_GROUPS = ['running', 'unconfirmed', 'completed', 'failed', 'stopped'] as const

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

/** A group and the number of its jobs. `key` is a state group, a day such as `2026-11-23`, or the ID of a batch. */
export interface JobGroup {
  readonly key: string
  readonly count: number
}

/** Returns whether a filter selects all jobs. */
export function isEmptyFilter({ text = '', tag, favoritesOnly, videosOnly, setting, group }: JobFilter): boolean {
  return text.trim() === '' && tag === undefined && !favoritesOnly && !videosOnly && !setting && !group
}
