/** Which jobs a list shows. All conditions apply; without any, all jobs. */
export interface JobFilter {
  /** Part of the name, the prompt, the note or a tag. Ignores the case of ASCII letters. */
  readonly text?: string
  readonly tag?: string
  readonly favoritesOnly?: boolean
  /** Only jobs whose video is on this computer. */
  readonly videosOnly?: boolean
}

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
export function isEmptyFilter({ text = '', tag, favoritesOnly, videosOnly }: JobFilter): boolean {
  return text.trim() === '' && tag === undefined && !favoritesOnly && !videosOnly
}
