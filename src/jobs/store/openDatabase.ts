import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Log } from '../../core/ports.ts'
import { replaceCorruptFile, type StoreRepair } from './corruptFile.ts'
import { migrate, rejectNewerSchema } from './migrate.ts'
import { isReplacementUnfinished } from './replaceFile.ts'
import { withSharedLock } from './replacementLock.ts'
import type { Row } from './rows.ts'
import { corruptError, isBusy, isCorrupt, withStoreErrors } from './sqliteErrors.ts'

export const FILE_NAME = 'jobs.db'

/** While opening, which is the only time that the event loop waits for another process. Milliseconds. */
const OPEN_TIMEOUT_MS = 4000

const WAL_ATTEMPTS = 80
const WAL_WAIT_MS = 50

export interface OpenOptions {
  readonly log: Log
  readonly now: number
  /** Called if the database was damaged and replaced. */
  readonly onRepair: (repair: StoreRepair) => void
  /** Checks the whole database, because reading it failed. */
  readonly isDamaged?: boolean
}

/**
 * Opens the database of the job store in `folder`. Creates and migrates it if necessary. Repairs a corrupt file, or keeps it
 * as `jobs.db.corrupt-<time>` and copies what can be read to a new one. Throws `AppError('storage')`.
 */
export function openDatabase(folder: string, { isDamaged = false, ...options }: OpenOptions): DatabaseSync {
  return withStoreErrors(folder, () => {
    mkdirSync(folder, { recursive: true })
    const file = databaseFile(folder)
    const opener = { openFile, openIfIntact: openIfWholeIsIntact }
    const intact = isDamaged ? undefined : withSharedLock(file, () => openIfPossible(file))
    return intact ?? replaceCorruptFile(file, { ...options, opener })
  })
}

/** Returns the path of the database in `folder`. */
export function databaseFile(folder: string): string {
  return join(folder, FILE_NAME)
}

function openIfPossible(file: string): DatabaseSync | undefined {
  return isReplacementUnfinished(file) ? undefined : openIfIntact(file)
}

/** Returns undefined if the file is corrupt. */
function openIfIntact(file: string, check = checkJobs): DatabaseSync | undefined {
  try {
    return openFile(file, check)
  } catch (error) {
    if (!isCorrupt(error)) throw error
    return undefined
  }
}

function openIfWholeIsIntact(file: string): DatabaseSync | undefined {
  return openIfIntact(file, checkAll)
}

function openFile(file: string, check = checkJobs): DatabaseSync {
  const database = new DatabaseSync(file)
  try {
    database.exec(`PRAGMA busy_timeout = ${OPEN_TIMEOUT_MS}`)
    // Before the first write, which is the change to WAL.
    rejectNewerSchema(database)
    enableWal(database)
    database.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
    migrate(database)
    check(database)
    // From here on, `Checkpointer` syncs what must be on disk, and `WriteQueue` waits for other processes.
    database.exec('PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 0; PRAGMA busy_timeout = 0')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** `busy_timeout` does not cover the change of a new file to WAL, so this retries while another window makes it. */
function enableWal(database: DatabaseSync): void {
  for (let attempt = 1; ; attempt++) {
    try {
      database.exec('PRAGMA journal_mode = WAL')
      return
    } catch (error) {
      if (!isBusy(error) || attempt === WAL_ATTEMPTS) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAL_WAIT_MS)
    }
  }
}

/** Checks only the jobs and their indexes, because requests can be large and slow down opening. */
function checkJobs(database: DatabaseSync): void {
  checkResult(database.prepare('PRAGMA quick_check(jobs)').get())
}

function checkAll(database: DatabaseSync): void {
  checkResult(database.prepare('PRAGMA quick_check').get())
}

function checkResult(row: Row | undefined): void {
  const result = row?.['quick_check']
  if (result !== 'ok') throw corruptError(`quick_check: ${String(result)}`)
}
