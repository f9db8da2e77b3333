import type { Batch } from '../../core/job/batch.ts'
import { CONFIRMATION_MS } from '../../core/job/batch.ts'
import { batchFromRow, HAS_PLANNED } from './batches.ts'
import type { JobDatabase } from './jobDatabase.ts'

/** A notification about a batch: it has ended, or the user has to confirm the rest. */
export interface BatchNotification {
  readonly kind: 'finished' | 'confirm'
  readonly batch: Batch
}

/**
 * Whether a job of the batch may still change by itself. One that ended or waits for the user has a pending notification; a
 * window that has just saved a video still has the lease. Parameter: the current time.
 */
const IS_RUNNING = `EXISTS (SELECT 1 FROM jobs WHERE batch_id = batches.id AND removed_at IS NULL AND retried_as IS NULL
  AND (state IN ('submitting', 'queued', 'generating')
    OR (state IN ('unconfirmed', 'completed') AND notice = 0 AND (next_at IS NOT NULL OR lease_until > ?))))`

/** Parameter: the current time. */
const IS_FINISHED = `notice = 1 AND NOT ${HAS_PLANNED} AND NOT ${IS_RUNNING}`

/** The batches that notify instead of their jobs. Parameter: the current time. */
export const NOTIFIES_FOR_ITS_JOBS = `notice = 1 AND (confirmed_until > ? OR NOT ${HAS_PLANNED})`

/**
 * Returns the notifications that are due, each once, to one window. A batch that was paused, or whose confirmation has
 * expired, is only returned to a window that is connected to `origin`, which can continue it.
 */
export async function claimBatchNotifications(
  database: JobDatabase,
  origin: string,
  now: number,
): Promise<BatchNotification[]> {
  const [unfinished] = database.all('SELECT 1 FROM batches WHERE notice = 1 LIMIT 1')
  if (unfinished === undefined) return []
  const isUnconfirmed = `is_asked = 0 AND api_origin = ? AND ${HAS_PLANNED}
    AND (confirmed_until <= ? OR confirmed_until > ?)`
  const times = [now, now + CONFIRMATION_MS]
  const due = `SELECT 1 FROM batches WHERE (${IS_FINISHED}) OR (${isUnconfirmed}) LIMIT 1`
  if (database.all(due, now, origin, ...times).length === 0) return []
  return await database.write(() => {
    const finished = database
      .all(`UPDATE batches SET notice = 2 WHERE ${IS_FINISHED} RETURNING *`, now)
      .map(batchFromRow)
    for (const { id } of finished) database.run('UPDATE jobs SET notice = 2 WHERE batch_id = ? AND notice = 1', id)
    const planned = '(SELECT COUNT(*) FROM planned_requests WHERE batch_id = batches.id) AS planned'
    const sql = `UPDATE batches SET is_asked = 1 WHERE ${isUnconfirmed} RETURNING *, ${planned}`
    const unconfirmed = database.all(sql, origin, ...times).map(batchFromRow)
    return [
      ...finished.map((batch) => ({ kind: 'finished' as const, batch })),
      ...unconfirmed.map((batch) => ({ kind: 'confirm' as const, batch })),
    ]
  })
}
