import { DatabaseSync } from 'node:sqlite'
import { workerData } from 'node:worker_threads'
import { withSharedLock } from './replacementLock.ts'

// Writes the write-ahead log of the database in `workerData` back, as far as no reader needs it.
const file = String(workerData)
withSharedLock(file, () => {
  const database = new DatabaseSync(file)
  try {
    database.exec('PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(PASSIVE)')
  } finally {
    database.close()
  }
})
