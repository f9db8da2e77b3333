import type { ErrorCode } from '../../core/errorDetail.ts'
import { type Batch, type BatchAxis, CONFIRMATION_MS } from '../../core/job/batch.ts'
import type { GenerationRequest, Job, RequestValues } from '../../core/job/job.ts'
import type { UsdRange } from '../../core/model/usdRange.ts'
import type { JobDatabase } from './jobDatabase.ts'
import { useReservation } from './reservations.ts'
import { jobFromRow, type Row } from './rows.ts'

/** A batch to insert into the store. Its requests are valid, and all have the same model. */
export interface NewBatch extends Pick<Batch, 'id' | 'name' | 'apiOrigin' | 'isFree' | 'sourceUri' | 'createdAt'> {
  readonly axes: readonly BatchAxis[]
  readonly requests: readonly GenerationRequest[]
  /** What each request is estimated to cost, in the order of `requests`. Default: not known. */
  readonly estimates?: readonly (UsdRange | undefined)[]
  /** ID of the reservation for the requests. It counts no longer when they are stored. */
  readonly reservation?: string | undefined
}

/** Whether a row of `batches` has requests that were not sent yet. */
export const HAS_PLANNED = 'EXISTS (SELECT 1 FROM planned_requests WHERE batch_id = batches.id)'

/** Whether the requests of a row of `batches` may be sent. Parameters: the current time, and the end of a new confirmation. */
export const IS_CONFIRMED = 'confirmed_until > ? AND confirmed_until <= ?'

const SELECT = `SELECT *, (SELECT COUNT(*) FROM planned_requests WHERE batch_id = batches.id) AS planned FROM batches`

/** Inserts a batch with its requests, which are confirmed. Only in the body of `JobDatabase.write`. */
export function insertBatch(database: JobDatabase, batch: NewBatch): void {
  const { requests, reservation } = batch
  if (reservation !== undefined) useReservation(database, reservation, Number.POSITIVE_INFINITY)
  const common = commonValues(requests)
  database.run(
    `INSERT INTO batches (id, name, api_origin, is_free, model, common, axes, source_uri, total, created_at, confirmed_until)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[batch.id, batch.name, batch.apiOrigin, batch.isFree ? 1 : 0, requests[0]?.model ?? ''],
    ...[JSON.stringify(common), JSON.stringify(batch.axes), batch.sourceUri ?? null, requests.length],
    ...[batch.createdAt, batch.createdAt + CONFIRMATION_MS],
  )
  for (const [position, { values }] of requests.entries()) {
    const own = Object.entries(values).filter(([name]) => !Object.hasOwn(common, name))
    const estimate = batch.estimates?.[position]
    database.run(
      `INSERT INTO planned_requests (batch_id, position, own_values, estimated_min_usd, estimated_max_usd)
       VALUES (?, ?, ?, ?, ?)`,
      ...[batch.id, position, JSON.stringify(Object.fromEntries(own))],
      ...[estimate?.minUsd ?? null, estimate?.maxUsd ?? null],
    )
  }
}

/** The values that are the same in all requests. */
function commonValues([first, ...others]: readonly GenerationRequest[]): Record<string, unknown> {
  const entries = Object.entries(first?.values ?? {})
  return Object.fromEntries(
    entries.filter(([name, value]) => others.every(({ values }) => isSame(values[name], value))),
  )
}

/** Compares the texts in lists of images, which may be long, without copying them. */
function isSame(a: unknown, b: unknown): boolean {
  return Array.isArray(a) && Array.isArray(b)
    ? a.length === b.length && a.every((item, index) => item === b[index])
    : a === b
}

export function readBatch(database: JobDatabase, id: string): Batch | undefined {
  const [row] = database.all(`${SELECT} WHERE id = ?`, id)
  return row && batchFromRow(row)
}

/** Returns the batches with requests that were not sent yet, the newest first. */
export function readPlannedBatches(database: JobDatabase): Batch[] {
  const ids = 'SELECT DISTINCT batch_id FROM planned_requests'
  return database.all(`${SELECT} WHERE id IN (${ids}) ORDER BY created_at DESC, rowid DESC`).map(batchFromRow)
}

/** Returns the requests of a batch that were not sent yet, in their order. */
export function readPlannedRequests(database: JobDatabase, batchId: string): GenerationRequest[] {
  const [batch] = database.all('SELECT model, common FROM batches WHERE id = ?', batchId)
  if (batch === undefined) return []
  const common = JSON.parse(String(batch['common'])) as RequestValues
  const rows = database.all('SELECT own_values FROM planned_requests WHERE batch_id = ? ORDER BY position', batchId)
  return rows.map(({ own_values: own }) => ({
    model: String(batch['model']),
    values: { ...common, ...(JSON.parse(String(own)) as RequestValues) },
  }))
}

/** The estimates of the requests of batches that will be sent without asking the user again, in USD. Without free ones. */
export function readPlannedUsd(database: JobDatabase, now: number): number {
  const sql = `SELECT coalesce(SUM(estimated_max_usd), 0) AS usd FROM planned_requests JOIN batches ON batches.id = batch_id
    WHERE is_free = 0 AND ${IS_CONFIRMED}`
  return Number(database.all(sql, now, now + CONFIRMATION_MS)[0]?.['usd'])
}

/** Returns the jobs of a batch in the order of its requests. Of a request that was retried, the last attempt. */
export function readBatchJobs(database: JobDatabase, id: string): Job[] {
  const sql = `SELECT * FROM jobs WHERE batch_id = ? AND removed_at IS NULL AND retried_as IS NULL
    ORDER BY batch_position, created_at`
  return database.all(sql, id).map(jobFromRow)
}

/**
 * Pauses the batch of a job whose request was not accepted, until the user confirms it: the next request may fail in the same
 * way. If the service runs enough generations, the rest waits for these. Only in the body of a write.
 */
export function applyPostOutcome(database: JobDatabase, { id, state, error, batch, apiOrigin }: Job): void {
  if (batch === undefined || (state !== 'failed' && state !== 'unconfirmed')) return
  if (error?.code === 'rateLimited') {
    const running = `SELECT max(1, COUNT(*)) FROM jobs WHERE api_origin = ? AND state IN ('queued', 'generating')`
    const sql = `UPDATE batches SET max_running = (${running}) WHERE api_origin = ? AND ${HAS_PLANNED}`
    database.run(sql, apiOrigin, apiOrigin)
    return
  }
  const isAboutOne = state === 'failed' && error !== undefined && ABOUT_ONE_REQUEST.has(error.code)
  if (isAboutOne && !variesOnlySeed(database, batch.id)) return
  const sql = `UPDATE batches SET confirmed_until = 0, paused_by = ?, is_asked = 0
    WHERE id = ? AND confirmed_until > 0 AND ${HAS_PLANNED}`
  // The question to continue has the reason.
  if (database.run(sql, id, batch.id) > 0) database.run('UPDATE jobs SET notice = 2 WHERE id = ?', id)
}

/** Rejections after which other requests of the batch may be accepted. */
const ABOUT_ONE_REQUEST: ReadonlySet<ErrorCode> = new Set(['badRequest', 'tooLarge'])

/** Whether the requests are the same but for their seed, so that each is rejected for the same reason. */
function variesOnlySeed(database: JobDatabase, id: string): boolean {
  const axes = readBatch(database, id)?.axes ?? []
  return axes.length > 0 && axes.every(({ name }) => name === 'seed')
}

/** Deletes the batches of which nothing is left. Only in the body of a write. */
export function deleteEmptyBatches(database: JobDatabase): void {
  database.run(
    `DELETE FROM batches WHERE NOT ${HAS_PLANNED} AND NOT EXISTS (SELECT 1 FROM jobs WHERE batch_id = batches.id)`,
  )
}

export function batchFromRow(row: Row): Batch {
  const { paused_by: pausedBy, source_uri: sourceUri } = row
  return {
    id: String(row['id']),
    name: String(row['name']),
    apiOrigin: String(row['api_origin']),
    isFree: row['is_free'] === 1,
    axes: JSON.parse(String(row['axes'])) as BatchAxis[],
    sourceUri: typeof sourceUri === 'string' ? sourceUri : undefined,
    total: Number(row['total']),
    planned: Number(row['planned'] ?? 0),
    stopped: Number(row['stopped']),
    createdAt: Number(row['created_at']),
    confirmedUntil: Number(row['confirmed_until']),
    pausedBy: typeof pausedBy === 'string' ? pausedBy : undefined,
  }
}
