import type { ChildProcess } from 'node:child_process'
import { closeSync, existsSync, openSync, readdirSync, statSync, truncateSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'

const PAGE_BYTES = 4096

/** Stops a process and continues it after `ms`: longer than a lease lasts, or shorter. */
export async function suspend(child: ChildProcess, ms: number): Promise<void> {
  child.kill('SIGSTOP')
  await delay(ms)
  child.kill('SIGCONT')
}

/** Overwrites one page of the database, perhaps the first one, while processes have it open. */
export function damageDatabase(folder: string, random: number): void {
  const file = join(folder, 'jobs.db')
  if (!existsSync(file)) return
  writeLogBack(file)
  const page = Math.floor((random * statSync(file).size) / PAGE_BYTES)
  const handle = openSync(file, 'r+')
  try {
    writeSync(
      handle,
      Buffer.alloc(PAGE_BYTES, Math.floor(random * 997) % 2 === 0 ? 0 : 0xa5),
      0,
      PAGE_BYTES,
      page * PAGE_BYTES,
    )
  } finally {
    closeSync(handle)
  }
}

/** Otherwise SQLite reads most pages from the log, and overwrites the damage when it writes the log back. */
function writeLogBack(file: string): void {
  try {
    const database = new DatabaseSync(file)
    database.exec('PRAGMA busy_timeout = 2000; PRAGMA wal_checkpoint(TRUNCATE)')
    database.close()
  } catch {
    // The database is damaged already, or in use.
  }
}

/** Cuts the end off a part file, also while a process writes to it. */
export function truncatePartFile(folder: string, random: number): void {
  const videos = join(folder, 'videos')
  const parts = existsSync(videos) ? readdirSync(videos).filter((name) => name.endsWith('.part')) : []
  const name = parts[Math.floor(random * parts.length)]
  if (name === undefined) return
  try {
    const path = join(videos, name)
    truncateSync(path, Math.floor(statSync(path).size * random))
  } catch {
    // The download has ended meanwhile.
  }
}
