import type { Job } from '../../core/job/job.ts'
import type { JobDatabase } from './jobDatabase.ts'
import { jobFromRow } from './rows.ts'

/** Returns the jobs with a pending notification and marks it as shown: each job is returned once, to one window. */
export async function claimNotifications(database: JobDatabase): Promise<Job[]> {
  const [pending] = database.all('SELECT 1 FROM jobs WHERE notice = 1 AND removed_at IS NULL LIMIT 1')
  if (pending === undefined) return []
  const sql = 'UPDATE jobs SET notice = 2 WHERE notice = 1 AND removed_at IS NULL RETURNING *'
  return (await database.write(() => database.all(sql))).map(jobFromRow)
}

/** Makes a notification pending, unless one was already shown. */
export async function requestNotification(database: JobDatabase, id: string): Promise<void> {
  await database.write(() => database.run('UPDATE jobs SET notice = 1 WHERE id = ? AND notice = 0', id))
}
