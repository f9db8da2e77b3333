import { randomUUID } from 'node:crypto'
import { setImmediate as nextImmediate } from 'node:timers/promises'
import type { ApiClient, LogRow } from '../../api/client.ts'
import type { Job } from '../../core/job/job.ts'
import type { AccountGeneration } from '../jobActions.ts'
import { type JobPatch, NOTIFICATION } from '../store/jobPatch.ts'
import type { JobStore } from '../store/jobStore.ts'
import { insertJob, type NewJob } from '../store/newJob.ts'

const PAGE_SIZE = 100
const MAX_ROWS = 2000

/** Rows that are imported in one transaction. */
const SLICE_SIZE = 100

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

export interface AccountImport {
  readonly origin: string
  readonly rows: readonly LogRow[]
  /** Unix milliseconds. */
  readonly now: number
  /** Ends the import after the current slice. What was added stays. */
  readonly signal?: AbortSignal | undefined
  /** Receives the number of rows that are done. */
  readonly onProgress?: ((done: number) => void) | undefined
}

/**
 * Adds generations of the account as jobs, which are polled and downloaded like any other. A job that is unconfirmed gets
 * its generation ID, and a removed job is restored. Returns the number of jobs that were added or confirmed. Works in
 * slices, each in one transaction, so that thousands of rows do not block the event loop.
 */
export async function importFromAccount(store: JobStore, options: AccountImport): Promise<number> {
  const { rows, signal, onProgress } = options
  let added = 0
  for (let at = 0; at < rows.length && signal?.aborted !== true; at += SLICE_SIZE) {
    const slice = rows.slice(at, at + SLICE_SIZE)
    added += await importSlice(store, slice, options)
    onProgress?.(at + slice.length)
    await nextImmediate()
  }
  return added
}

async function importSlice(store: JobStore, rows: readonly LogRow[], options: AccountImport): Promise<number> {
  const waiting: { readonly id: string; readonly row: LogRow }[] = []
  let added = 0
  await store.change(() => {
    const changed = new Set<string>()
    // The queries are in the transaction, so that two windows do not add the same generation.
    for (const row of rows) {
      const [known] = store.findByGeneration(row.inferenceId)
      const job = known === undefined ? awaitingJob(store, row) : undefined
      if (known !== undefined) {
        if (restore(store, known.id)) changed.add(known.id)
      } else if (job !== undefined) waiting.push({ id: job.id, row })
      else {
        const newJob = jobOf(row, options)
        insertJob(store.database, newJob)
        changed.add(newJob.id)
        added++
      }
    }
    return changed
  })
  for (const { id, row } of waiting) {
    await store.transition(id, 'queued', { ...patchOf(row, options.now), error: null })
    added++
  }
  return added
}

/** Returns false if the job was not removed. */
function restore(store: JobStore, id: string): boolean {
  const sql = 'UPDATE jobs SET removed_at = NULL, lease_until = 0 WHERE id = ? AND removed_at IS NOT NULL'
  return store.database.run(sql, id) > 0
}

/** Also a removed job, which is restored. */
function awaitingJob(store: JobStore, { clientRequestId }: LogRow): Job | undefined {
  const job = clientRequestId === undefined ? undefined : store.findByClientRequest(clientRequestId)
  return job?.state === 'unconfirmed' || job?.state === 'submitting' ? job : undefined
}

function patchOf(row: LogRow, now: number): JobPatch {
  const notification = NOTIFICATION.none
  return { generationId: row.inferenceId, submittedAt: row.createdAt, nextAt: now, notification }
}

function jobOf(row: LogRow, { origin, now }: AccountImport): NewJob {
  const id = randomUUID()
  return {
    id,
    clientRequestId: `wan-vace-${id}`,
    apiOrigin: origin,
    model: row.model,
    prompt: '',
    state: 'queued',
    createdAt: row.createdAt,
    request: undefined,
    patch: patchOf(row, now),
  }
}
