import { statSync } from 'node:fs'
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { AppError, messageOf } from '../../core/errors.ts'
import { Checkpointer } from './checkpointer.ts'
import { databaseFile, type OpenOptions, openDatabase } from './openDatabase.ts'
import type { Row } from './rows.ts'
import { isBusy, isCorrupt, withStoreErrors } from './sqliteErrors.ts'
import { transaction } from './transaction.ts'
import { WriteQueue } from './writeQueue.ts'

/** The shortest time between two attempts to repair the database, in milliseconds. */
const REPAIR_INTERVAL_MS = 60_000

/** How long a read waits for another process that recovers or removes the write-ahead log, in milliseconds. */
const READ_TIMEOUT_MS = 1000

export interface WriteOptions {
  /** The write survives a power cut when the promise resolves. Otherwise it survives the end of the process. */
  readonly durable?: boolean
}

/**
 * The SQLite database that all windows share. Reads are synchronous: with a write-ahead log they do not wait for writers.
 * Writes never block the event loop: they wait for the lock of another process, and for the disk, in the background.
 * Every method may throw, or reject with, `AppError('storage')`.
 */
export class JobDatabase {
  readonly folder: string
  #sqlite: DatabaseSync
  /** Identifies the open file: another window may have replaced a damaged one. */
  #fileId = ''
  /** How often the database was opened. */
  #opened = 0
  #repairedAt = Number.NEGATIVE_INFINITY
  readonly #options: OpenOptions
  readonly #statements = new Map<string, StatementSync>()
  readonly #queue = new WriteQueue()
  readonly #checkpointer: Checkpointer

  /** Opens the database in `folder`, or creates it. */
  constructor(folder: string, options: OpenOptions) {
    this.folder = folder
    this.#options = options
    this.#sqlite = this.#open(false)
    this.#checkpointer = new Checkpointer(databaseFile(folder), options.log)
  }

  get sqlite(): DatabaseSync {
    return this.#sqlite
  }

  /** How often the database was opened: again after it was repaired, here or by another window. */
  get opened(): number {
    return this.#opened
  }

  /** Closes the database after the writes that were started. */
  async close(): Promise<void> {
    await this.#queue.drain()
    await this.#checkpointer.dispose()
    this.#statements.clear()
    // Closing may write the log back to the database and delete it: the pages must be on disk before that.
    this.sqlite.exec('PRAGMA synchronous = FULL')
    this.sqlite.close()
  }

  /** Runs one statement and returns its rows. Statements that write belong into the body of `write`. */
  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return withStoreErrors(this.folder, () => {
      try {
        return this.#statement(sql).all(...values) as Row[]
      } catch (error) {
        if (this.sqlite.isTransaction) throw error
        if (isCorrupt(error) && this.#repair()) return this.#statement(sql).all(...values) as Row[]
        if (!isBusy(error)) throw error
        return this.#withTimeout(() => this.#statement(sql).all(...values) as Row[])
      }
    })
  }

  /** Runs one statement and returns the number of rows that it changed. Only in the body of `write`. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return withStoreErrors(this.folder, () => Number(this.#statement(sql).run(...values).changes))
  }

  /**
   * Runs `body` in one write transaction, after the writes that were started before. Rolls back and rejects if it throws.
   * While another process writes, `body` is not run.
   */
  async write<T>(body: () => T, { durable = false }: WriteOptions = {}): Promise<T> {
    const result = await this.#queue.add(() => withStoreErrors(this.folder, () => this.#write(body)))
    if (durable) await this.#checkpointer.syncLog()
    this.#checkpointer.wrote()
    return result
  }

  /** A text that changes when another connection writes to the database, or replaces it. */
  dataVersion(): string {
    withStoreErrors(this.folder, () => this.#reopenIfReplaced())
    const version = this.all('PRAGMA data_version')[0]?.['data_version']
    return `${this.#opened} ${String(version)}`
  }

  #write<T>(body: () => T): T {
    try {
      return transaction(this.sqlite, () => {
        // With the write lock: a window that replaces the file has it too.
        if (this.#isReplaced()) throw new ReplacedFileError()
        return body()
      })
    } catch (error) {
      const isReopened =
        error instanceof ReplacedFileError ? this.#reopenIfReplaced() : isDamage(error) && this.#repair()
      if (!isReopened) throw error
      return transaction(this.sqlite, body)
    }
  }

  #open(isDamaged: boolean): DatabaseSync {
    const file = databaseFile(this.folder)
    for (;;) {
      const before = fileIdOf(file)
      const database = openDatabase(this.folder, { ...this.#options, isDamaged })
      this.#fileId = fileIdOf(file)
      // Another window may have replaced the file while it was opened. A file that was created here had no ID before.
      if (before === '' || before === this.#fileId || isDamaged) {
        this.#opened++
        return database
      }
      database.close()
    }
  }

  #isReplaced(): boolean {
    const current = fileIdOf(databaseFile(this.folder))
    return current !== '' && current !== this.#fileId
  }

  /** Opens the file that replaced the open one. Returns false if the open one is current. */
  #reopenIfReplaced(): boolean {
    if (!this.#isReplaced()) return false
    this.#options.log.warn('Another window has repaired the job store. Opening it again.')
    this.#reopen(false)
    return true
  }

  /** Repairs the database after an error that says that it is damaged. Returns false if that was tried just before. */
  #repair(): boolean {
    if (this.#reopenIfReplaced()) return true
    if (performance.now() < this.#repairedAt + REPAIR_INTERVAL_MS) return false
    this.#repairedAt = performance.now()
    this.#reopen(true)
    return true
  }

  #reopen(isDamaged: boolean): void {
    const previous = this.#sqlite
    this.#sqlite = this.#open(isDamaged)
    this.#statements.clear()
    try {
      // SQLite deletes no log if the file has been replaced.
      previous.close()
    } catch (error) {
      this.#options.log.warn(messageOf(error))
    }
  }

  #withTimeout<T>(body: () => T): T {
    this.sqlite.exec(`PRAGMA busy_timeout = ${READ_TIMEOUT_MS}`)
    try {
      return body()
    } finally {
      this.sqlite.exec('PRAGMA busy_timeout = 0')
    }
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.sqlite.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}

/** Thrown in a write if the open file is no longer the one at its path. */
class ReplacedFileError extends Error {}

/** Also for an error of `all` in the body of a write. */
function isDamage(error: unknown): boolean {
  return isCorrupt(error) || (error instanceof AppError && isCorrupt(error.cause))
}

/** Returns an empty text if there is no file. */
function fileIdOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true })
  return stat === undefined ? '' : `${stat.dev} ${stat.ino}`
}
