import { copyFileSync, existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { Log } from '../../core/ports.ts'
import { replaceDatabase, replacementPath, undoReplacement } from './replaceFile.ts'
import { withExclusiveLock } from './replacementLock.ts'
import { deleteDatabase, replaceSchema } from './replaceSchema.ts'
import { type Salvaged, salvage } from './salvage.ts'
import { isBusy } from './sqliteErrors.ts'

/** A damaged database that was replaced. */
export interface StoreRepair extends Salvaged {
  /** Path of the damaged file, which is kept. */
  readonly backup: string
}

interface Opener {
  /** Returns undefined if the file is corrupt. Checks every table. */
  openIfIntact(file: string): DatabaseSync | undefined
  openFile(file: string): DatabaseSync
}

export interface CorruptFileOptions {
  readonly opener: Opener
  readonly log: Log
  readonly now: number
  readonly onRepair: (repair: StoreRepair) => void
}

/**
 * Repairs a corrupt database and opens it: builds its indexes again, or else copies every row that can be read to a new
 * file. One window at a time does this: a slower window must not replace the new file that a faster one has already written
 * to.
 */
export function replaceCorruptFile(file: string, options: CorruptFileOptions): DatabaseSync {
  const { opener } = options
  return withExclusiveLock(file, () => {
    undoReplacement(file)
    const intact = opener.openIfIntact(file)
    if (intact !== undefined) return intact
    repair(file, options)
    return opener.openFile(file)
  })
}

function repair(file: string, { log, now, onRepair }: CorruptFileOptions): void {
  const backup = backupPath(file, now)
  const readable = openForRepair(file)
  const damaged = readable ?? openWithNewSchema(file, backup)
  try {
    if (readable !== undefined && rebuildIndexes(readable)) {
      log.warn('The indexes of the job store were damaged and were built again. No job was lost.')
      return
    }
    const target = replacementPath(file)
    deleteDatabase(target)
    const salvaged = salvage(file, damaged, target)
    // Windows does not replace a file that is open.
    if (process.platform === 'win32') closeQuietly(damaged)
    replaceDatabase(file, backup)
    const { recovered, lost = 'an unknown number' } = salvaged
    log.error(`The job store was damaged. Recovered ${recovered} jobs, lost ${lost}. The damaged file: ${backup}`)
    onRepair({ ...salvaged, backup })
  } finally {
    closeQuietly(damaged)
  }
}

/**
 * Returns a connection that no other window writes beside: other windows that have the file open find the new one before their
 * next write. Returns undefined if the schema is damaged. Throws if another window does not finish its write.
 */
function openForRepair(file: string): DatabaseSync | undefined {
  const database = new DatabaseSync(file)
  try {
    database.exec('PRAGMA busy_timeout = 4000; BEGIN IMMEDIATE')
    database.prepare('SELECT 1 FROM jobs LIMIT 0').all()
    return database
  } catch (error) {
    closeQuietly(database)
    if (isBusy(error)) throw error
    return undefined
  }
}

/** Writes the schema of an empty database to the file, and opens it. Other windows have read the schema already. */
function openWithNewSchema(file: string, backup: string): DatabaseSync {
  copyFileSync(file, backup)
  replaceSchema(file)
  // In a file that is too short for its tables, no statement works, and nothing can be read or written.
  return openForRepair(file) ?? new DatabaseSync(file)
}

/** Returns whether the database is intact after this. Otherwise, changes nothing. */
function rebuildIndexes(database: DatabaseSync): boolean {
  try {
    database.exec('REINDEX')
    if (database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok') {
      database.exec('COMMIT')
      return true
    }
  } catch {
    // A table is damaged too.
  }
  if (database.isTransaction) database.exec('ROLLBACK')
  database.exec('BEGIN IMMEDIATE')
  return false
}

/** Returns a name that no other file has. */
function backupPath(file: string, now: number): string {
  const base = `${file}.corrupt-${new Date(now).toISOString().replaceAll(':', '-')}`
  let backup = base
  for (let n = 2; existsSync(backup); n++) backup = `${base}-${n}`
  return backup
}

function closeQuietly(database: DatabaseSync | undefined): void {
  try {
    database?.close()
  } catch {
    // Already closed.
  }
}
