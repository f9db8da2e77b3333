import type { SQLInputValue } from 'node:sqlite'
import type { Job } from '../../core/job/job.ts'
import type { JobFilter, JobGroup, JobGrouping, JobSlice, JobSort, SettingValue } from '../../core/job/jobFilter.ts'
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

/** The key of the group that a job belongs to. Jobs without a key are in no group. */
const GROUP_KEYS: Readonly<Record<JobGrouping, string>> = {
  state: `CASE WHEN ${RUNNING_SQL} OR (state = 'completed' AND file_state IN ('none', 'downloading')) THEN 'running'
    ELSE state END`,
  day: `date(created_at / 1000, 'unixepoch', 'localtime')`,
  batch: 'batch_id',
}

interface Condition {
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

/** The last group by key comes first. */
export function groupJobs(database: JobDatabase, by: JobGrouping, filter: JobFilter): JobGroup[] {
  const { sql, values } = conditionOf(filter)
  const query = `SELECT ${GROUP_KEYS[by]} AS key, COUNT(*) AS count, max(created_at) AS newest FROM jobs WHERE ${sql}
    GROUP BY key ORDER BY newest DESC`
  return database.all(query, ...values).map((row) => ({ key: String(row['key'] ?? ''), count: Number(row['count']) }))
}

/** The settings by name, and their values with the most frequent one first. At most 500, so that a list can show them. */
export function settingValues(database: JobDatabase): SettingValue[] {
  const rows = database.all(`SELECT each.key AS name, each.value AS value, each.type AS type, COUNT(*) AS count
    FROM jobs, json_each(jobs.settings) AS each WHERE removed_at IS NULL
    GROUP BY name, value, type ORDER BY name, count DESC, value LIMIT 500`)
  return rows.map(({ name, value, type, count }) => {
    const isBoolean = type === 'true' || type === 'false'
    return {
      name: String(name),
      value: isBoolean ? type === 'true' : typeof value === 'number' ? value : String(value),
      count: Number(count),
    }
  })
}

function conditionOf(filter: JobFilter): Condition {
  const { text = '', tag, favoritesOnly, videosOnly, setting, group } = filter
  const conditions: Condition[] = [{ sql: 'removed_at IS NULL', values: [] }]
  // The condition of the index `jobs_videos`.
  if (videosOnly) conditions.push({ sql: `file_state = 'saved'`, values: [] })
  if (favoritesOnly) conditions.push({ sql: 'favorite = 1', values: [] })
  if (text.trim() !== '') conditions.push(textCondition(text.trim()))
  if (tag !== undefined) {
    conditions.push({ sql: 'EXISTS (SELECT 1 FROM json_each(tags) AS each WHERE each.value = ?)', values: [tag] })
  }
  if (setting !== undefined) conditions.push(settingCondition(setting))
  if (group !== undefined) conditions.push({ sql: `coalesce(${GROUP_KEYS[group.by]}, '') = ?`, values: [group.key] })
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  }
}

function textCondition(text: string): Condition {
  const pattern = `%${text.slice(0, 200).replace(/[\\%_]/g, '\\$&')}%`
  const columns = ['name', 'prompt', 'note', 'tags']
  return {
    sql: columns.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(' OR '),
    values: columns.map(() => pattern),
  }
}

function settingCondition({ name, value }: NonNullable<JobFilter['setting']>): Condition {
  // SQLite returns 1 and 0 for true and false.
  const compared = typeof value === 'boolean' ? Number(value) : value
  const sql = `EXISTS (SELECT 1 FROM json_each(settings) AS each WHERE each.key = ? AND each.value = ?)`
  return { sql, values: [name, compared] }
}
