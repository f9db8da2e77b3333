import type { Job } from '../../core/job/job.ts'
import type { JobDatabase } from './jobDatabase.ts'
import { jobFromRow } from './rows.ts'

/** Returns the jobs that were removed before `time`. */
export function jobsRemovedBefore(database: JobDatabase, time: number): Job[] {
  return database.all('SELECT * FROM jobs WHERE removed_at < ?', time).map(jobFromRow)
}

/** Returns when the first of the removed jobs was removed; undefined if there is none. */
export function firstRemovedAt(database: JobDatabase): number | undefined {
  const [row] = database.all('SELECT min(removed_at) AS removed_at FROM jobs WHERE removed_at IS NOT NULL')
  return typeof row?.['removed_at'] === 'number' ? row['removed_at'] : undefined
}

/** Deletes the row and the request of a removed job. Returns false if it was restored or already deleted. */
export async function deleteRemovedJob(database: JobDatabase, id: string): Promise<boolean> {
  const sql = 'DELETE FROM jobs WHERE id = ? AND removed_at IS NOT NULL'
  return (await database.write(() => database.run(sql, id))) > 0
}

/** Returns the jobs whose file was saved on this computer before `time`. */
export function savedJobsBefore(database: JobDatabase, time: number): Job[] {
  // A window that still runs an older version writes no `saved_at`.
  const sql = `SELECT * FROM jobs WHERE file_state = 'saved' AND coalesce(saved_at, finished_at) < ?`
  return database.all(sql, time).map(jobFromRow)
}
