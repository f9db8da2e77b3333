import type { SQLInputValue } from 'node:sqlite'
import type { Job } from '../../core/job/job.ts'
import {
  type JobFilter,
  type JobSlice,
  type JobSort,
  type JobSubset,
  QUARTER_HOUR_MS,
  type SettingValue,
  type StateGroup,
} from '../../core/job/jobFilter.ts'
import type { JobDatabase } from './jobDatabase.ts'
import { jobFromRow } from './rows.ts'
import { RUNNING_SQL } from './runningSql.ts'

/** The length of a video in milliseconds: from its file if it is known, otherwise what the request asks for. */
const LENGTH_SQL = `coalesce(video_ms, 1000.0 * coalesce(json_extract(settings, '$.num_frames'), 81)
  / max(1, coalesce(json_extract(settings, '$.frames_per_second'), 16)))`

const ORDERS: Readonly<Record<JobSort, string>> = {
  newest: 'created_at DESC, rowid DESC',
  oldest: 'created_at, rowid',
  longest: `${LENGTH_SQL} DESC, created_at DESC, rowid DESC`,
  shortest: `${LENGTH_SQL}, created_at DESC, rowid DESC`,
  highestCost: 'credits_used DESC, created_at DESC, rowid DESC',
  lowestCost: 'credits_used, created_at DESC, rowid DESC',
}

/** A `StateGroup`. The states of running jobs are no groups. */
const STATE_GROUP_SQL = `CASE WHEN ${RUNNING_SQL} THEN 'running' ELSE state END`

/** A condition of a query, and its values in their order. */
export interface Condition {
  readonly sql: string
  readonly values: readonly SQLInputValue[]
}

export function searchJobs(database: JobDatabase, { filter, sort = 'newest', limit, offset = 0 }: JobSlice): Job[] {
  const { sql, values } = conditionOf(filter)
  return database
    .all(`SELECT * FROM jobs WHERE ${sql} ORDER BY ${ORDERS[sort]} LIMIT ? OFFSET ?`, ...values, limit, offset)
    .map(jobFromRow)
}

export function countJobs(database: JobDatabase, filter: JobFilter): number {
  const { sql, values } = conditionOf(filter)
  return Number(database.all(`SELECT COUNT(*) AS count FROM jobs WHERE ${sql}`, ...values)[0]?.['count'])
}

/** Number of jobs that a filter selects, by state. */
export function countByState(database: JobDatabase, filter: JobFilter): Map<StateGroup, number> {
  return countBy(database, STATE_GROUP_SQL, filter) as Map<StateGroup, number>
}

/** Number of jobs that a filter selects, by the quarter of an hour in which they were created, since 1970. */
export function countByQuarterHour(database: JobDatabase, filter: JobFilter): Map<number, number> {
  return countBy(database, `created_at / ${QUARTER_HOUR_MS}`, filter) as Map<number, number>
}

function countBy(database: JobDatabase, key: string, filter: JobFilter): Map<unknown, number> {
  const { sql, values } = conditionOf(filter)
  const rows = database.all(`SELECT ${key} AS key, COUNT(*) AS count FROM jobs WHERE ${sql} GROUP BY key`, ...values)
  return new Map(rows.map((row) => [row['key'], Number(row['count'])]))
}

/** The settings by name, and their values with the most frequent one first. At most 500, so that a list can show them. */
export function settingValues(database: JobDatabase): SettingValue[] {
  const rows = database.all(`SELECT each.key AS name, each.value AS value, each.type AS type, COUNT(*) AS count
    FROM jobs, json_each(jobs.settings) AS each WHERE removed_at IS NULL
    GROUP BY name, value, type ORDER BY name, count DESC, value LIMIT 500`)
  return rows.map(({ name, value, type }) => {
    const isBoolean = type === 'true' || type === 'false'
    return {
      name: String(name),
      value: isBoolean ? type === 'true' : typeof value === 'number' ? value : String(value),
    }
  })
}

/** Removed jobs do not fulfill it. */
export function conditionOf(filter: JobFilter): Condition {
  const { text = '', tags = [], favoritesOnly, videosOnly, settings = [], subset } = filter
  const conditions: Condition[] = [{ sql: 'removed_at IS NULL', values: [] }]
  // The condition of the index `jobs_videos`.
  if (videosOnly) conditions.push({ sql: `file_state = 'saved'`, values: [] })
  if (favoritesOnly) conditions.push({ sql: 'favorite = 1', values: [] })
  if (text.trim() !== '') conditions.push(textCondition(text.trim()))
  for (const tag of tags) {
    conditions.push({ sql: 'EXISTS (SELECT 1 FROM json_each(tags) AS each WHERE each.value = ?)', values: [tag] })
  }
  for (const [name, values] of Map.groupBy(settings, ({ name }) => name)) {
    conditions.push(settingCondition(name, values))
  }
  if (subset) conditions.push(subsetCondition(subset))
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  }
}

function subsetCondition(subset: JobSubset): Condition {
  if ('state' in subset) return { sql: `${STATE_GROUP_SQL} = ?`, values: [subset.state] }
  if ('batchIds' in subset) {
    return { sql: `batch_id IN (${subset.batchIds.map(() => '?').join(', ')})`, values: subset.batchIds }
  }
  return { sql: 'created_at >= ? AND created_at < ?', values: [subset.createdFrom, subset.createdBefore] }
}

function textCondition(text: string): Condition {
  const pattern = `%${text.slice(0, 200).replace(/[\\%_]/g, '\\$&')}%`
  const columns = ['name', 'prompt', 'note', 'tags']
  return {
    sql: columns.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(' OR '),
    values: columns.map(() => pattern),
  }
}

function settingCondition(name: string, settings: readonly SettingValue[]): Condition {
  // SQLite returns 1 and 0 for true and false.
  const values = settings.map(({ value }) => (typeof value === 'boolean' ? Number(value) : value))
  const list = values.map(() => '?').join(', ')
  const sql = `EXISTS (SELECT 1 FROM json_each(settings) AS each WHERE each.key = ? AND each.value IN (${list}))`
  return { sql, values: [name, ...values] }
}
