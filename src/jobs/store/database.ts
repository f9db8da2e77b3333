import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { ErrorDetail } from '../../core/errorDetail.ts'
import { AppError, errorDetail, messageOf } from '../../core/errors.ts'
import type { Log } from '../../core/ports.ts'
import { MIGRATIONS } from './schema.ts'

const FILE_NAME = 'jobs.db'

const WAL_TRIES = 80
const WAL_WAIT_MS = 50

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html. */
const BUSY = 5
const READONLY = 8
const IOERR = 10
const CORRUPT = 11
const FULL = 13
const CANTOPEN = 14
const NOTADB = 26

/**
 * Opens the job store's database in `folder`, making and migrating it where needed.
 * A corrupt file is set aside as `jobs.db.corrupt-<time>` and a new one is started.
 * Throws `AppError('storage')`: no write access, full disk, or a schema newer than this program knows.
 */
export function openDatabase(folder: string, log: Log, now: number): DatabaseSync {
  return guarded(folder, () => {
    mkdirSync(folder, { recursive: true })
    const file = join(folder, FILE_NAME)
    return openSound(file) ?? replaceCorrupt(file, log, now)
  })
}

/** Runs `body`, turning SQLite's and the file system's errors into `AppError('storage')`. */
export function guarded<T>(folder: string, body: () => T): T {
  try {
    return body()
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('storage', storeError(error, folder), { cause: error })
  }
}

/** Runs `body` in one write transaction. */
export function transaction<T>(db: DatabaseSync, body: () => T): T {
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = body()
    db.exec('COMMIT')
    return result
  } catch (error) {
    // A failed COMMIT (disk full) has rolled back by itself.
    try {
      db.exec('ROLLBACK')
    } catch {}
    throw error
  }
}

/** The database in `file`; undefined where it is corrupt. */
function openSound(file: string): DatabaseSync | undefined {
  try {
    return openFile(file)
  } catch (error) {
    if (!isCorrupt(error)) throw error
    return undefined
  }
}

function openFile(file: string): DatabaseSync {
  const db = new DatabaseSync(file)
  try {
    db.exec('PRAGMA busy_timeout = 4000')
    // Before anything that writes, as the change to WAL does.
    refuseNewer(db)
    useWal(db)
    // FULL, not NORMAL: an intent to buy must be on the disk before the money leaves.
    db.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
    migrate(db)
    checkIntegrity(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** `busy_timeout` does not hold for the change of a new file to WAL: a window that is too slow asks again. */
function useWal(db: DatabaseSync): void {
  for (let tries = 1; ; tries++) {
    try {
      db.exec('PRAGMA journal_mode = WAL')
      return
    } catch (error) {
      if (primaryCode(error) !== BUSY || tries === WAL_TRIES) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAL_WAIT_MS)
    }
  }
}

/** Checks the list of jobs and its indexes only: requests can be large, and opening must stay quick. */
function checkIntegrity(db: DatabaseSync): void {
  const row = db.prepare('PRAGMA quick_check(jobs)').get()
  const verdict = row?.['quick_check']
  if (verdict !== 'ok') throw Object.assign(new Error(`quick_check: ${String(verdict)}`), { errcode: CORRUPT })
}

function versionOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
}

function refuseNewer(db: DatabaseSync): void {
  if (versionOf(db) <= MIGRATIONS.length) return
  throw new AppError('storage', errorDetail('storeNewer', {}))
}

function migrate(db: DatabaseSync): void {
  if (versionOf(db) === MIGRATIONS.length) return
  transaction(db, () => {
    // Asked again inside the transaction: another window may have migrated meanwhile.
    refuseNewer(db)
    for (const step of MIGRATIONS.slice(versionOf(db))) db.exec(step)
    db.exec(`PRAGMA user_version = ${MIGRATIONS.length}`)
  })
}

/**
 * Sets the corrupt file aside and starts a new one. One window at a time, by a lock that dies with its process: a slower
 * window must not set aside the new file that a faster one has already written to.
 */
function replaceCorrupt(file: string, log: Log, now: number): DatabaseSync {
  const lock = new DatabaseSync(`${file}.lock`)
  try {
    lock.exec('PRAGMA busy_timeout = 4000; BEGIN EXCLUSIVE')
    const sound = openSound(file)
    if (sound !== undefined) return sound
    const aside = setAside(file, now)
    log.error(`The job store was corrupt and was set aside as ${aside}. A new one was started.`)
    return openFile(file)
  } finally {
    lock.close()
  }
}

/** Moves the database and its companions away; answers the new name, which no other file has. */
function setAside(file: string, now: number): string {
  const stem = `${file}.corrupt-${new Date(now).toISOString().replaceAll(':', '-')}`
  let aside = stem
  for (let n = 2; existsSync(aside); n++) aside = `${stem}-${n}`
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix)
  }
  return aside
}

function primaryCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown }).errcode
  return typeof code === 'number' ? code & 0xff : undefined
}

function isCorrupt(error: unknown): boolean {
  const code = primaryCode(error)
  return code === CORRUPT || code === NOTADB
}

function storeError(error: unknown, folder: string): ErrorDetail {
  const system = (error as { code?: unknown }).code
  const code = primaryCode(error)
  if (code === FULL || system === 'ENOSPC') return errorDetail('storeDiskFull', { folder })
  if (code === READONLY || code === CANTOPEN || system === 'EACCES' || system === 'EPERM' || system === 'EROFS') {
    return errorDetail('storeReadOnly', { folder })
  }
  if (code === BUSY) return errorDetail('storeBusy', {})
  if (code === IOERR) return errorDetail('storeIo', { folder })
  if (system === 'EEXIST' || system === 'ENOTDIR') return errorDetail('storeBlocked', { folder })
  return errorDetail('storeFailed', { folder, message: messageOf(error) })
}
