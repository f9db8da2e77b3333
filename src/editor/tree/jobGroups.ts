import { isRunning, type Job } from '../../core/job/job.ts'
import type { JobGrouping } from '../../core/job/jobFilter.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import type { DisplayLanguage, L10n } from '../presentation/l10n.ts'

/** Jobs that are shown below one row. */
export interface JobGroup {
  /** A state, or a day such as `2026-11-23`. */
  readonly key: string
  /** In list order. */
  readonly ids: readonly string[]
}

/** In display order. A job that the user is to decide about is not running. */
const STATES = ['running', 'unconfirmed', 'completed', 'failed', 'stopped'] as const

type StateKey = (typeof STATES)[number]

/** Groups jobs by their state or by the local day on which they were created, the last day first. */
export function groupJobs(jobs: Iterable<Job>, grouping: Extract<JobGrouping, 'day' | 'state'>): readonly JobGroup[] {
  const groups = Map.groupBy(jobs, (job) => groupKey(job, grouping))
  const keys = grouping === 'state' ? STATES.filter((key) => groups.has(key)) : [...groups.keys()].sort().reverse()
  return keys.map((key) => ({ key, ids: (groups.get(key) ?? []).map(({ id }) => id) }))
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
  if (grouping === 'state') return stateLabel(key as StateKey, l10n)
  const [year = 0, month = 1, day = 1] = key.split('-').map(Number)
  if (key === dayOf(now)) return l10n.t('Today')
  const today = new Date(now)
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1)
  if (key === dayOf(yesterday.getTime())) return l10n.t('Yesterday')
  const format = new Intl.DateTimeFormat(locale, { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' })
  return toSingleLine(format.format(new Date(year, month - 1, day)))
}

function stateOf(job: Job): StateKey {
  if (isRunning(job)) return 'running'
  // The other states are running.
  return STATES.find((state) => state === job.state) ?? 'unconfirmed'
}

function stateLabel(key: StateKey, l10n: L10n): string {
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
