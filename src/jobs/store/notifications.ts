import type { Job } from '../../core/job/job.ts'
import { NOTIFIES_FOR_ITS_JOBS } from './batchNotifications.ts'
import type { JobDatabase } from './jobDatabase.ts'
import { jobFromRow } from './rows.ts'

/**
 * Returns the jobs with a pending notification and marks it as shown: each job is returned once, to one window. A batch has
 * one notification for all of its jobs, see `claimBatchNotifications`.
 */
export async function claimNotifications(database: JobDatabase, now: number): Promise<Job[]> {
  const isPending = `notice = 1 AND removed_at IS NULL
    AND (batch_id IS NULL OR batch_id NOT IN (SELECT id FROM batches WHERE ${NOTIFIES_FOR_ITS_JOBS}))`
  const [pending] = database.all(`SELECT 1 FROM jobs WHERE ${isPending} LIMIT 1`, now)
  if (pending === undefined) return []
  const sql = `UPDATE jobs SET notice = 2 WHERE ${isPending} RETURNING *`
  return (await database.write(() => database.all(sql, now))).map(jobFromRow)
}

/** Makes a notification pending, unless one was already shown. */
export async function requestNotification(database: JobDatabase, id: string): Promise<void> {
  await database.write(() => database.run('UPDATE jobs SET notice = 1 WHERE id = ? AND notice = 0', id))
}
