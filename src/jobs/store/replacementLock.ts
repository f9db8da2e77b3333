import { DatabaseSync } from 'node:sqlite'

/** How long opening waits for a window that repairs the database, and the repair for windows that open it. Milliseconds. */
const TIMEOUT_MS = 15_000

/** Runs `body`, which opens the database at `file`, while no other window replaces the file. */
export function withSharedLock<T>(file: string, body: () => T): T {
  // A transaction has the shared lock from its first read on.
  return withLock(file, 'BEGIN; SELECT 1 FROM sqlite_master', body)
}

/** Runs `body`, which replaces the database at `file`, while no other window opens or replaces it. */
export function withExclusiveLock<T>(file: string, body: () => T): T {
  return withLock(file, 'BEGIN EXCLUSIVE', body)
}

/** The lock of a SQLite file of its own, which ends with its process. */
function withLock<T>(file: string, begin: string, body: () => T): T {
  const lock = new DatabaseSync(`${file}.lock`)
  try {
    lock.exec(`PRAGMA busy_timeout = ${TIMEOUT_MS}; ${begin}`)
    return body()
  } finally {
    lock.close()
  }
}
