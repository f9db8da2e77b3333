import type { LogRow } from '../../api/client.ts'
import type { Job } from '../../core/job/job.ts'
import type { Connection } from '../connection.ts'
import type { RateLimiter } from './rateLimiter.ts'

const DAY_MS = 24 * 3600 * 1000
const PAGE_SIZE = 100
const MAX_PAGES = 20
/** The service's limit. */
const MAX_DAYS = 92
/** Rows older than this before the job was created cannot be its row, even if the clock is wrong by hours. */
const CLOCK_TOLERANCE_MS = DAY_MS

export interface LogSearch {
  readonly connection: Connection
  readonly rateLimiter: Pick<RateLimiter, 'acquire'>
  readonly now: number
  readonly signal: AbortSignal
}

/**
 * Searches the account logs for the row of a job. The caller has acquired the first call. Returns undefined if there is no
 * row. Rejects with `ApiError`.
 */
export async function findInLogs(job: Job, search: LogSearch): Promise<LogRow | undefined> {
  const { connection, rateLimiter, now, signal } = search
  const days = Math.min(MAX_DAYS, Math.max(1, Math.ceil((now - job.createdAt + CLOCK_TOLERANCE_MS) / DAY_MS)))
  for (let page = 0; page < MAX_PAGES; page++) {
    if (page > 0) await rateLimiter.acquire(connection.origin, signal)
    const query = { days, models: [job.model], limit: PAGE_SIZE, offset: page * PAGE_SIZE }
    const { rows, hasMore } = await connection.client.listLogs(query, { signal })
    const found = rows.find((row) => row.clientRequestId === job.clientRequestId)
    if (found !== undefined) return found
    const oldest = rows.at(-1)
    // The newest rows come first: the following pages are older than the job.
    if (!hasMore || oldest === undefined || oldest.createdAt < job.createdAt - CLOCK_TOLERANCE_MS) return undefined
  }
  return undefined
}
