import { CONFIRMATION_MS } from '../../core/job/batch.ts'
import type { GenerationRequest, RequestValues } from '../../core/job/job.ts'
import type { RateLimiter } from '../scheduler/rateLimiter.ts'
import { IS_CONFIRMED } from './batches.ts'
import type { JobDatabase } from './jobDatabase.ts'
import type { JobStore } from './jobStore.ts'
import { insertJob, type NewJob } from './newJob.ts'
import { estimateFrom, type Row } from './rows.ts'

/** Requests of batches that are sent at the same time, by all windows together. */
export const MAX_SENDING = 2

export interface TakeOptions {
  readonly store: JobStore
  readonly rateLimiter: Pick<RateLimiter, 'available' | 'record'>
  readonly origin: string
  readonly isFree: boolean
  readonly now: number
  /** Makes the job, with a lease of this window. */
  readonly newJob: (request: GenerationRequest) => NewJob
}

/** Returns whether `takePlanned` may find a request for `origin`. Called on each tick of the worker. */
export function isAnythingPlanned(database: JobDatabase, origin: string, now: number): boolean {
  const [any] = database.all('SELECT 1 FROM planned_requests LIMIT 1')
  return any !== undefined && nextPlanned(database, origin, now) !== undefined
}

/**
 * Takes the next request that may be sent to `origin` out of its batch, and stores it as a job, in one durable transaction:
 * a request is either planned or a job, so that no two windows send it. It counts as one call. Returns undefined if there is
 * none, if the rate limit allows no call, or if enough requests are being sent.
 */
export async function takePlanned(options: TakeOptions): Promise<NewJob | undefined> {
  const { store, rateLimiter, origin, isFree, now, newJob } = options
  const { database } = store
  let taken: NewJob | undefined
  const take = () => {
    taken = undefined
    if (rateLimiter.available(origin) < 1 || sendingCount(database, now) >= MAX_SENDING) return new Set<string>()
    const planned = nextPlanned(database, origin, now)
    // A window that is connected to a sandbox sends nothing that was confirmed as billed, and the other way around.
    if (planned === undefined || (planned['is_free'] === 1) !== isFree) return new Set<string>()
    const batch = { id: String(planned['batch_id']), position: Number(planned['position']) }
    const { source_uri: sourceUri } = planned
    const source = typeof sourceUri === 'string' ? { sourceUri } : {}
    const job = newJob(requestFrom(planned))
    // What the user confirmed; a window of an earlier version stored none.
    taken = { ...job, ...source, batch, estimate: estimateFrom(planned) ?? job.estimate }
    database.run('DELETE FROM planned_requests WHERE batch_id = ? AND position = ?', batch.id, batch.position)
    insertJob(database, taken)
    rateLimiter.record(origin, 1)
    return new Set([taken.id])
  }
  await store.change(take, { durable: true })
  return taken
}

/** Also a request whose window closed, until its lease has expired. */
function sendingCount(database: JobDatabase, now: number): number {
  const sql = `SELECT COUNT(*) AS count FROM jobs
    WHERE batch_id IS NOT NULL AND state = 'submitting' AND lease_until >= ?`
  return Number(database.all(sql, now)[0]?.['count'])
}

function nextPlanned(database: JobDatabase, origin: string, now: number): Row | undefined {
  const running = `SELECT COUNT(*) FROM jobs
    WHERE api_origin = batches.api_origin AND state IN ('submitting', 'queued', 'generating')`
  const [row] = database.all(
    `SELECT planned_requests.*, is_free, model, common, batches.source_uri
     FROM planned_requests JOIN batches ON batches.id = batch_id
     WHERE api_origin = ? AND ${IS_CONFIRMED}
       AND (max_running IS NULL OR max_running > (${running}))
     ORDER BY batches.created_at, batches.rowid, position LIMIT 1`,
    ...[origin, now, now + CONFIRMATION_MS],
  )
  return row
}

function requestFrom(row: Row): GenerationRequest {
  const parse = (column: string) => JSON.parse(String(row[column])) as RequestValues
  return { model: String(row['model']), values: { ...parse('common'), ...parse('own_values') } }
}
