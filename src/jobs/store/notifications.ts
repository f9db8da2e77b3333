import type { Job } from '../../core/job/job.ts'
import type { JobDatabase } from './jobDatabase.ts'
import { jobFromRow } from './rows.ts'

/** Returns the jobs with a pending notification and marks it as shown: each job is returned once, to one window. */
export function claimNotifications(database: JobDatabase): Job[] {
  const [pending] = database.all('SELECT 1 FROM jobs WHERE notice = 1 LIMIT 1')
  if (pending === undefined) return []
  return database.all('UPDATE jobs SET notice = 2 WHERE notice = 1 AND removed_at IS NULL RETURNING *').map(jobFromRow)
}

/** Makes a notification pending, unless one was already shown. */
export function requestNotification(database: JobDatabase, id: string): void {
  database.run('UPDATE jobs SET notice = 1 WHERE id = ? AND notice = 0', id)
}
