import type { Job } from '../../core/job/job.ts'
import { deleteEmptyBatches } from './batches.ts'
import type { JobDatabase } from './jobDatabase.ts'
import { jobFromRow } from './rows.ts'

/** Whether a job may turn out to be billed. A removed one is kept and searched for, and returns if it is found. */
const MAY_BE_ACCEPTED = `(state IN ('submitting', 'unconfirmed') AND next_at IS NOT NULL)`

/** The jobs that change by themselves: those that are not removed, and those that may turn out to be billed. */
export const ACTIVE = `(removed_at IS NULL OR ${MAY_BE_ACCEPTED})`

/** Returns the jobs that were removed before `time` and are to be deleted. */
export function jobsRemovedBefore(database: JobDatabase, time: number): Job[] {
  return database.all(`SELECT * FROM jobs WHERE removed_at < ? AND NOT ${MAY_BE_ACCEPTED}`, time).map(jobFromRow)
}

/** Returns when the first of the jobs was removed that are to be deleted; undefined if there is none. */
export function firstRemovedAt(database: JobDatabase): number | undefined {
  const sql = `SELECT min(removed_at) AS removed_at FROM jobs WHERE removed_at IS NOT NULL AND NOT ${MAY_BE_ACCEPTED}`
  const [row] = database.all(sql)
  return typeof row?.['removed_at'] === 'number' ? row['removed_at'] : undefined
}

/** Deletes the row and the request of a removed job. Returns false if it was restored, is searched for, or is deleted. */
export async function deleteRemovedJob(database: JobDatabase, id: string): Promise<boolean> {
  const sql = `DELETE FROM jobs WHERE id = ? AND removed_at IS NOT NULL AND NOT ${MAY_BE_ACCEPTED}`
  const deleted = await database.write(() => {
    const count = database.run(sql, id)
    deleteEmptyBatches(database)
    return count
  })
  return deleted > 0
}

/** Returns the jobs whose file was saved on this computer before `time`. */
export function savedJobsBefore(database: JobDatabase, time: number): Job[] {
  // A window that still runs an older version writes no `saved_at`.
  const sql = `SELECT * FROM jobs WHERE file_state = 'saved' AND coalesce(saved_at, finished_at) < ?`
  return database.all(sql, time).map(jobFromRow)
}
