import { randomUUID } from 'node:crypto'
import type { ApiClient, LogRow } from '../../api/client.ts'
import type { Job } from '../../core/job/job.ts'
import type { AccountGeneration } from '../ports.ts'
import type { JobStore } from '../store/jobStore.ts'
import { NOTICE } from '../store/newJob.ts'

const PAGE = 100
const MOST_ROWS = 2000

/**
 * What the account did with `models` in the last `days` (1 to 92), newest first, 2,000 rows at most.
 * Rejects with `ApiError`. Source: `GET /v2/logs`.
 */
export async function accountGenerations(
  store: JobStore,
  client: ApiClient,
  models: readonly string[],
  days: number,
  signal: AbortSignal,
): Promise<AccountGeneration[]> {
  const seen = new Map<string, AccountGeneration>()
  for (let offset = 0; offset < MOST_ROWS; offset += PAGE) {
    const { rows, hasMore } = await client.listLogs({ days, models, limit: PAGE, offset }, { signal })
    // Rows shift between pages when new ones come in: one may be read twice.
    for (const row of rows) seen.set(row.inferenceId, { row, known: store.withGeneration(row.inferenceId).length > 0 })
    if (!hasMore || rows.length === 0) break
  }
  return [...seen.values()]
}

/**
 * Takes generations of the account in as jobs, to be polled, downloaded and shown like any other. One that this machine
 * still looks for (`unconfirmed`) gets its generation id; a removed one is shown again. Answers how many were taken in.
 */
export function importFromAccount(store: JobStore, origin: string, rows: readonly LogRow[], now: number): number {
  let taken = 0
  for (const row of rows) {
    const [known] = store.withGeneration(row.inferenceId)
    if (known !== undefined) {
      store.setRemoved(known.id, undefined)
      continue
    }
    taken++
    const found = { generation_id: row.inferenceId, submitted_at: row.createdAt, next_at: now, notice: NOTICE.none }
    const waiting = store.list().find((job) => job.clientRequestId === row.clientRequestId && isSought(job))
    if (waiting !== undefined) {
      store.transition(waiting.id, 'queued', { ...found, error: null })
      continue
    }
    const id = randomUUID()
    store.create({
      id,
      clientRequestId: `wan-vace-${id}`,
      apiOrigin: origin,
      model: row.model,
      prompt: '',
      state: 'queued',
      createdAt: row.createdAt,
      request: undefined,
      patch: found,
    })
  }
  return taken
}

/** The answer to its POST is not there yet, or never came. */
function isSought(job: Job): boolean {
  return job.state === 'unconfirmed' || job.state === 'submitting'
}
