import { AppError, errorDetail } from '../../core/errors.ts'
import type { JobDatabase } from './jobDatabase.ts'

/** Unless it is renewed, a reservation of a window that was closed expires after this time. */
export const RESERVATION_MS = 30_000

/** Whether a row of `reservations` counts. Parameters: `liveTimes`. A later time was written before the clock was set back. */
const IS_LIVE = 'expires_at BETWEEN ? AND ?'

/** What the user confirmed and is not stored as jobs or planned requests yet. */
export interface NewReservation {
  readonly id: string
  /** The window. */
  readonly owner: string
  readonly usd: number
}

/** Inserts a reservation, and deletes those that have expired. Only in the body of a write. */
export function insertReservation(database: JobDatabase, { id, owner, usd }: NewReservation, now: number): void {
  database.run(`DELETE FROM reservations WHERE NOT ${IS_LIVE}`, ...liveTimes(now))
  const sql = 'INSERT INTO reservations (id, owner, usd, expires_at) VALUES (?, ?, ?, ?)'
  database.run(sql, id, owner, usd, now + RESERVATION_MS)
}

/** The sum of the reservations, in USD. */
export function readReservedUsd(database: JobDatabase, now: number): number {
  const sql = `SELECT coalesce(SUM(usd), 0) AS usd FROM reservations WHERE ${IS_LIVE}`
  return Number(database.all(sql, ...liveTimes(now))[0]?.['usd'])
}

/**
 * Takes `usd` out of a reservation, for what is stored in the same write. Throws `AppError('conflict')` if there is no
 * reservation, because it has expired and others were made since.
 */
export function useReservation(database: JobDatabase, id: string, usd: number): void {
  const sql = 'UPDATE reservations SET usd = max(0, usd - ?) WHERE id = ?'
  if (database.run(sql, usd, id) === 0) throw new AppError('conflict', errorDetail('reservationExpired', {}))
}

/** Renews the reservations of a window. Only in the body of a write. */
export function renewReservations(database: JobDatabase, owner: string, now: number): void {
  database.run('UPDATE reservations SET expires_at = ? WHERE owner = ?', now + RESERVATION_MS, owner)
}

/** Deletes one or all reservations of a window. Only in the body of a write. */
export function deleteReservations(database: JobDatabase, owner: string, id?: string): void {
  database.run('DELETE FROM reservations WHERE owner = ? AND id = coalesce(?, id)', owner, id ?? null)
}

function liveTimes(now: number): [number, number] {
  return [now, now + 2 * RESERVATION_MS]
}
