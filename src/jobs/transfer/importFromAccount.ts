import { randomUUID } from 'node:crypto'
import type { ApiClient, LogRow } from '../../api/client.ts'
import type { Job } from '../../core/job/job.ts'
import type { AccountGeneration } from '../jobActions.ts'
import { NOTIFICATION } from '../store/jobPatch.ts'
import type { JobStore } from '../store/jobStore.ts'

const PAGE_SIZE = 100
const MAX_ROWS = 2000

export interface AccountQuery {
  readonly models: readonly string[]
  /** 1 to 92. */
  readonly days: number
  readonly signal: AbortSignal
  /** Waits until the rate limit allows one call. */
  readonly acquire: () => Promise<void>
}

/**
 * Returns the generations of the account, newest first, at most 2,000. Rejects with `ApiError`. Source: `GET /v2/logs`.
 */
export async function accountGenerations(
  store: JobStore,
  client: ApiClient,
  { models, days, signal, acquire }: AccountQuery,
): Promise<AccountGeneration[]> {
  const generations = new Map<string, AccountGeneration>()
  for (let offset = 0; offset < MAX_ROWS; offset += PAGE_SIZE) {
    await acquire()
    const { rows, hasMore } = await client.listLogs({ days, models, limit: PAGE_SIZE, offset }, { signal })
    // A map, because rows move to the next page when new ones are added, and are then returned twice.
    for (const row of rows) {
      generations.set(row.inferenceId, { row, known: store.findByGeneration(row.inferenceId).length > 0 })
    }
    if (!hasMore || rows.length === 0) break
  }
  return [...generations.values()]
}

/**
 * Adds generations of the account as jobs, which are polled and downloaded like any other. A job that is unconfirmed gets
 * its generation ID, and a removed job is restored. Returns the number of jobs that were added or confirmed.
 */
export async function importFromAccount(
  store: JobStore,
  origin: string,
  rows: readonly LogRow[],
  now: number,
): Promise<number> {
  let added = 0
  for (const row of rows) {
    const [known] = store.findByGeneration(row.inferenceId)
    if (known !== undefined) {
      await store.setRemoved(known.id, undefined)
      continue
    }
    added++
    await addGeneration(store, origin, row, now)
  }
  return added
}

async function addGeneration(store: JobStore, origin: string, row: LogRow, now: number): Promise<void> {
  const patch = {
    generationId: row.inferenceId,
    submittedAt: row.createdAt,
    nextAt: now,
    notification: NOTIFICATION.none,
  }
  // Also a removed job, which is restored.
  const waiting = row.clientRequestId === undefined ? undefined : store.findByClientRequest(row.clientRequestId)
  if (waiting !== undefined && awaitsResponse(waiting)) {
    await store.transition(waiting.id, 'queued', { ...patch, error: null })
    return
  }
  const id = randomUUID()
  await store.create({
    id,
    clientRequestId: `wan-vace-${id}`,
    apiOrigin: origin,
    model: row.model,
    prompt: '',
    state: 'queued',
    createdAt: row.createdAt,
    request: undefined,
    patch,
  })
}

function awaitsResponse(job: Job): boolean {
  return job.state === 'unconfirmed' || job.state === 'submitting'
}
