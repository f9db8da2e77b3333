import type { DatabaseSync } from 'node:sqlite'

/** Runs `body` in one write transaction. Rolls back and rethrows if it throws. */
export function transaction<T>(database: DatabaseSync, body: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = body()
    database.exec('COMMIT')
    return result
  } catch (error) {
    // SQLite has already rolled back a COMMIT that failed, for example because the disk is full.
    try {
      database.exec('ROLLBACK')
    } catch {}
    throw error
  }
}
