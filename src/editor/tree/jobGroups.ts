import { isRunning, type Job } from '../../core/job/job.ts'
import {
  type JobFilter,
  type JobGrouping,
  type JobSubset,
  QUARTER_HOUR_MS,
  STATE_GROUPS,
  type StateGroup,
} from '../../core/job/jobFilter.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import type { JobReader } from '../../jobs/jobReader.ts'
import type { DisplayLanguage, L10n } from '../presentation/l10n.ts'

/** Jobs that are shown below one row. */
export interface JobGroup {
  /** A state, or a day such as `2026-11-23`. */
  readonly key: string
  /** Number of its jobs, also of those that are not shown. */
  readonly count: number
  readonly subset: JobSubset
}

/**
 * The groups of the jobs that a filter selects: by their state, or by the local day on which they were created, the last
 * day first. Empty for other groupings.
 */
export function readGroups(
  reader: Pick<JobReader, 'countByState' | 'countByQuarterHour'>,
  filter: JobFilter,
  grouping: JobGrouping,
): readonly JobGroup[] {
  if (grouping === 'day') return readDays(reader.countByQuarterHour(filter))
  if (grouping !== 'state') return []
  const counts = reader.countByState(filter)
  return STATE_GROUPS.flatMap((state) => {
    const count = counts.get(state) ?? 0
    return count === 0 ? [] : [{ key: state, count, subset: { state } }]
  })
}

function readDays(counts: ReadonlyMap<number, number>): readonly JobGroup[] {
  const days = Map.groupBy(counts, ([quarterHour]) => dayOf(quarterHour * QUARTER_HOUR_MS))
  const keys = [...days.keys()].sort().reverse()
  return keys.map((key) => {
    const count = (days.get(key) ?? []).reduce((sum, [, each]) => sum + each, 0)
    const [year, month, day] = partsOf(key)
    const createdFrom = new Date(year, month - 1, day).getTime()
    const createdBefore = new Date(year, month - 1, day + 1).getTime()
    return { key, count, subset: { createdFrom, createdBefore } }
  })
}

/** The key of the group that a job belongs to. */
export function groupKey(job: Job, grouping: Extract<JobGrouping, 'day' | 'state'>): string {
  return grouping === 'day' ? dayOf(job.createdAt) : stateOf(job)
}

/** The label of a group, such as `Failed` or `Yesterday`. `now`: Unix milliseconds. */
export function groupLabel(
  key: string,
  grouping: Extract<JobGrouping, 'day' | 'state'>,
  { l10n, locale, now }: DisplayLanguage & { readonly now: number },
): string {
  if (grouping === 'state') return stateLabel(key as StateGroup, l10n)
  const [year, month, day] = partsOf(key)
  if (key === dayOf(now)) return l10n.t('Today')
  const today = new Date(now)
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1)
  if (key === dayOf(yesterday.getTime())) return l10n.t('Yesterday')
  const format = new Intl.DateTimeFormat(locale, { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' })
  return toSingleLine(format.format(new Date(year, month - 1, day)))
}

function stateOf(job: Job): StateGroup {
  if (isRunning(job)) return 'running'
  // The other states are running.
  return STATE_GROUPS.find((state) => state === job.state) ?? 'unconfirmed'
}

function stateLabel(key: StateGroup, l10n: L10n): string {
  switch (key) {
    case 'running':
      return l10n.t('Running')
    case 'unconfirmed':
      return l10n.t('Unconfirmed')
    case 'completed':
      return l10n.t('Completed')
    case 'failed':
      return l10n.t('Failed')
    case 'stopped':
      return l10n.t('Not Tracked')
  }
}

/** The local day, such as `2026-11-23`. */
function dayOf(time: number): string {
  const date = new Date(time)
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
  return parts.map((part) => String(part).padStart(2, '0')).join('-')
}

function partsOf(day: string): [year: number, month: number, day: number] {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return [year, month, date]
}
