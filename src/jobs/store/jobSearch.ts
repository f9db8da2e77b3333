import type { SQLInputValue } from 'node:sqlite'
import type { Job } from '../../core/job/job.ts'
import type { JobFilter, JobSlice, JobSort } from '../../core/job/jobFilter.ts'
import type { JobDatabase } from './jobDatabase.ts'
import { jobFromRow } from './rows.ts'

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

function conditionOf(filter: JobFilter): Condition {
  const { text = '', tag, favoritesOnly, videosOnly } = filter
  const conditions: Condition[] = [{ sql: 'removed_at IS NULL', values: [] }]
  // The condition of the index `jobs_videos`.
  if (videosOnly) conditions.push({ sql: `file_state = 'saved'`, values: [] })
  if (favoritesOnly) conditions.push({ sql: 'favorite = 1', values: [] })
  if (text.trim() !== '') conditions.push(textCondition(text.trim()))
  if (tag !== undefined) {
    conditions.push({ sql: 'EXISTS (SELECT 1 FROM json_each(tags) AS each WHERE each.value = ?)', values: [tag] })
  }
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
