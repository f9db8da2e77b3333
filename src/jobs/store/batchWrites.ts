import { AppError, errorDetail } from '../../core/errors.ts'
import { CONFIRMATION_MS } from '../../core/job/batch.ts'
import { deleteEmptyBatches, HAS_PLANNED, insertBatch, type NewBatch } from './batches.ts'
import type { JobStore } from './jobStore.ts'
import { useReservation } from './reservations.ts'

const DURABLE = { durable: true }

/** Stores a batch with all of its requests, or nothing. */
export async function createBatch(store: JobStore, batch: NewBatch): Promise<void> {
  await store.change(() => {
    insertBatch(store.database, batch)
    return new Set([batch.id])
  }, DURABLE)
}

/** Allows to send the rest of a batch for some time. Rejects with `AppError('conflict')` if nothing is left to send. */
export async function confirmBatch(
  store: JobStore,
  id: string,
  { now, reservation }: { readonly now: number; readonly reservation?: string | undefined },
): Promise<void> {
  const sql = `UPDATE batches SET confirmed_until = ?, paused_by = NULL, max_running = NULL, is_asked = 0
    WHERE id = ? AND ${HAS_PLANNED}`
  await store.change(() => {
    if (reservation !== undefined) useReservation(store.database, reservation, Number.POSITIVE_INFINITY)
    if (store.database.run(sql, now + CONFIRMATION_MS, id) > 0) return new Set([id])
    throw new AppError('conflict', errorDetail('batchSent', {}))
  }, DURABLE)
}

/** Deletes the requests of a batch that were not sent yet. */
export async function stopBatch(store: JobStore, id: string): Promise<void> {
  const { database } = store
  await store.change(() => {
    const deleted = database.run('DELETE FROM planned_requests WHERE batch_id = ?', id)
    database.run('UPDATE batches SET stopped = stopped + ? WHERE id = ?', deleted, id)
    deleteEmptyBatches(database)
    return new Set([id])
  }, DURABLE)
}

/** Deletes the requests of all batches to an origin that were not sent yet. */
export async function stopBatchesAt(store: JobStore, origin: string): Promise<void> {
  for (const { id, apiOrigin } of store.plannedBatches()) if (apiOrigin === origin) await stopBatch(store, id)
}
