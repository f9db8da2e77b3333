import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { Log } from '../../core/ports.ts'
import { Checkpointer } from './checkpointer.ts'
import { databaseFile, openDatabase } from './openDatabase.ts'
import type { Row } from './rows.ts'
import { isBusy, withStoreErrors } from './sqliteErrors.ts'
import { transaction } from './transaction.ts'
import { WriteQueue } from './writeQueue.ts'

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
  readonly sqlite: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()
  readonly #queue = new WriteQueue()
  readonly #checkpointer: Checkpointer

  /** Opens the database in `folder`, or creates it. */
  constructor(folder: string, log: Log, now: number) {
    this.folder = folder
    this.sqlite = openDatabase(folder, log, now)
    this.#checkpointer = new Checkpointer(databaseFile(folder), log)
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
      const statement = this.#statement(sql)
      try {
        return statement.all(...values) as Row[]
      } catch (error) {
        if (!isBusy(error) || this.sqlite.isTransaction) throw error
        return this.#withTimeout(() => statement.all(...values) as Row[])
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
    const result = await this.#queue.add(() => withStoreErrors(this.folder, () => transaction(this.sqlite, body)))
    if (durable) await this.#checkpointer.syncLog()
    this.#checkpointer.wrote()
    return result
  }

  /** A number that changes when another connection writes to the database. */
  dataVersion(): number {
    return Number(this.all('PRAGMA data_version')[0]?.['data_version'])
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
