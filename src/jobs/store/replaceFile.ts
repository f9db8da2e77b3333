import { copyFileSync, existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs'
import { deleteDatabase } from './replaceSchema.ts'

/** Returns the path of the database that replaces the one at `file`. */
export function replacementPath(file: string): string {
  return `${file}.new`
}

/**
 * Replaces a database by the one at `replacementPath`, and keeps it and its log as `backup`. SQLite finds the log by the name
 * of the database: between the renames, no window may open either of the two. If the process ends there, the next window
 * that opens the database calls `undoReplacement`.
 */
export function replaceDatabase(file: string, backup: string): void {
  if (!existsSync(backup)) linkOrCopy(file, backup)
  renameIfExists(`${file}-shm`, movedPath(file, 'shm'))
  renameIfExists(`${file}-wal`, movedPath(file, 'wal'))
  renameSync(replacementPath(file), file)
  const log = movedPath(file, 'wal')
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 0) renameSync(log, `${backup}-wal`)
  deleteMoved(file)
}

/** Returns whether a process ended while it replaced the database. */
export function isReplacementUnfinished(file: string): boolean {
  return existsSync(movedPath(file, 'wal')) || existsSync(movedPath(file, 'shm'))
}

/**
 * Gives the database its log back if a process ended before it replaced the database. Windows that had it open have written
 * to it since, so the replacement is older.
 */
export function undoReplacement(file: string): void {
  if (!isReplacementUnfinished(file)) return
  if (existsSync(replacementPath(file))) {
    renameIfExists(movedPath(file, 'wal'), `${file}-wal`)
    renameIfExists(movedPath(file, 'shm'), `${file}-shm`)
    deleteDatabase(replacementPath(file))
  } else {
    deleteMoved(file)
  }
}

function deleteMoved(file: string): void {
  for (const part of ['wal', 'shm'] as const) rmSync(movedPath(file, part), { force: true })
}

function movedPath(file: string, part: 'wal' | 'shm'): string {
  return `${file}.old-${part}`
}

function renameIfExists(from: string, to: string): void {
  if (existsSync(from)) renameSync(from, to)
}

/** Not every file system has links. */
function linkOrCopy(file: string, backup: string): void {
  try {
    linkSync(file, backup)
  } catch {
    copyFileSync(file, backup)
  }
}
