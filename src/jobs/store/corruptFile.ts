import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { Log } from '../../core/ports.ts'
import { deleteDatabase, openWithNewFirstPage, type Salvaged, salvage } from './salvage.ts'

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
 * file. A lock, which ends with its process, lets one window at a time do this: a slower window must not replace the new
 * file that a faster one has already written to.
 */
export function replaceCorruptFile(file: string, options: CorruptFileOptions): DatabaseSync {
  const { opener, log } = options
  const lock = new DatabaseSync(`${file}.lock`)
  try {
    lock.exec('PRAGMA busy_timeout = 15000; BEGIN EXCLUSIVE')
    const intact = opener.openIfIntact(file)
    if (intact !== undefined) return intact
    const damaged = openForRepair(file)
    try {
      if (damaged !== undefined && rebuildIndexes(damaged)) {
        log.warn('The indexes of the job store were damaged and were built again. No job was lost.')
      } else {
        replaceFile(file, damaged, options)
      }
    } finally {
      closeQuietly(damaged)
    }
    return opener.openFile(file)
  } finally {
    lock.close()
  }
}

/** Returns a connection that no other window writes beside. Returns undefined if the first page is damaged. */
function openForRepair(file: string): DatabaseSync | undefined {
  const database = new DatabaseSync(file)
  try {
    database.exec('PRAGMA busy_timeout = 4000; BEGIN IMMEDIATE')
    database.prepare('SELECT 1 FROM jobs LIMIT 0').all()
    return database
  } catch {
    closeQuietly(database)
    return undefined
  }
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

/**
 * Replaces the file. Other windows that have it open cannot write to it meanwhile, and find the new file before their
 * next write.
 */
function replaceFile(file: string, damaged: DatabaseSync | undefined, options: CorruptFileOptions): void {
  const { log, now, onRepair } = options
  const target = `${file}.new`
  deleteDatabase(target)
  const salvaged = salvageFrom(file, damaged, target)
  const backup = backupPath(file, now)
  linkOrCopy(file, backup)
  // Windows does not replace a file that is open.
  if (process.platform === 'win32') closeQuietly(damaged)
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${backup}-wal`)
  rmSync(`${file}-shm`, { force: true })
  renameSync(target, file)
  const { recovered, lost = 'an unknown number' } = salvaged
  log.error(`The job store was damaged. Recovered ${recovered} jobs, lost ${lost}. The damaged file: ${backup}`)
  onRepair({ ...salvaged, backup })
}

function salvageFrom(file: string, damaged: DatabaseSync | undefined, target: string): Salvaged {
  if (damaged !== undefined) return salvage(damaged, target)
  const copy = `${file}.salvage`
  deleteDatabase(copy)
  let opened: DatabaseSync | undefined
  try {
    opened = openWithNewFirstPage(file, copy)
    return salvage(opened, target)
  } finally {
    closeQuietly(opened)
    deleteDatabase(copy)
  }
}

/** Returns a name that no other file has. */
function backupPath(file: string, now: number): string {
  const base = `${file}.corrupt-${new Date(now).toISOString().replaceAll(':', '-')}`
  let backup = base
  for (let n = 2; existsSync(backup); n++) backup = `${base}-${n}`
  return backup
}

/** Not every file system has links. */
function linkOrCopy(file: string, backup: string): void {
  try {
    linkSync(file, backup)
  } catch {
    copyFileSync(file, backup)
  }
}

function closeQuietly(database: DatabaseSync | undefined): void {
  try {
    database?.close()
  } catch {
    // Already closed.
  }
}
