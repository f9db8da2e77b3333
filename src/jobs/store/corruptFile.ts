import { existsSync, renameSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { Log } from '../../core/ports.ts'

interface Opener {
  /** Returns undefined if the file is corrupt. */
  openIfIntact(file: string): DatabaseSync | undefined
  openFile(file: string): DatabaseSync
}

/**
 * Renames a corrupt database and opens a new one. A lock, which ends with its process, lets one window at a time do this:
 * a slower window must not rename the new file that a faster one has already written to.
 */
export function replaceCorruptFile(file: string, opener: Opener, log: Log, now: number): DatabaseSync {
  const lock = new DatabaseSync(`${file}.lock`)
  try {
    lock.exec('PRAGMA busy_timeout = 4000; BEGIN EXCLUSIVE')
    const intact = opener.openIfIntact(file)
    if (intact !== undefined) return intact
    const backup = renameFiles(file, now)
    log.error(`The job store was corrupt and was renamed to ${backup}. A new job store was created.`)
    return opener.openFile(file)
  } finally {
    lock.close()
  }
}

/** Renames the database with its journal files. Returns the new name, which no other file has. */
function renameFiles(file: string, now: number): string {
  const base = `${file}.corrupt-${new Date(now).toISOString().replaceAll(':', '-')}`
  let backup = base
  for (let n = 2; existsSync(backup); n++) backup = `${base}-${n}`
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, backup + suffix)
  }
  return backup
}
