import { randomUUID } from 'node:crypto'
import { messageOf } from '../../core/errors.ts'
import { fitsTotal } from '../../core/model/purchaseLimits.ts'
import type { Clock, Log } from '../../core/ports.ts'
import type { Reservation, ReservationRequest } from '../jobActions.ts'
import type { JobLeases } from '../store/jobLeases.ts'
import type { JobStore } from '../store/jobStore.ts'
import { deleteReservations, insertReservation } from '../store/reservations.ts'

export interface ReserveOptions {
  readonly store: JobStore
  readonly leases: JobLeases
  readonly clock: Clock
  readonly log: Log
}

/** See `JobActions.reserve`. The check and the reservation are one transaction. */
export async function reserve(
  { store, leases, clock, log }: ReserveOptions,
  { usd, since, maxTotalUsd }: ReservationRequest,
): Promise<Reservation | undefined> {
  const { database } = store
  const { owner } = leases
  const id = randomUUID()
  const isReserved = await database.write(() => {
    const now = clock.now()
    const total = { spentUsd: store.spentSince(since), plannedUsd: store.plannedUsd(now) }
    if (!fitsTotal(total, usd, maxTotalUsd)) return false
    insertReservation(database, { id, owner, usd }, now)
    return true
  })
  if (!isReserved) return undefined
  leases.track(id)
  return {
    id,
    async release() {
      leases.untrack(id)
      // If this fails, the reservation expires.
      await database
        .write(() => deleteReservations(database, owner, id))
        .catch((error: unknown) => log.warn(messageOf(error)))
    },
  }
}
