import { DatabaseSync } from 'node:sqlite'
import { workerData } from 'node:worker_threads'

// Writes the write-ahead log of the database in `workerData` back, as far as no reader needs it.
const database = new DatabaseSync(String(workerData))
try {
  database.exec('PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(PASSIVE)')
} finally {
  database.close()
}
