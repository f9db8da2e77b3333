import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { Log } from '../../core/ports.ts'
import { openDatabase } from './openDatabase.ts'
import type { Row } from './rows.ts'
import { withStoreErrors } from './sqliteErrors.ts'
import { transaction } from './transaction.ts'

/** The SQLite database that all windows share. Every method may throw `AppError('storage')`. */
export class JobDatabase {
  readonly folder: string
  readonly sqlite: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  /** Opens the database in `folder`, or creates it. */
  constructor(folder: string, log: Log, now: number) {
    this.folder = folder
    this.sqlite = openDatabase(folder, log, now)
  }

  close(): void {
    this.#statements.clear()
    this.sqlite.close()
  }

  /** Runs one statement and returns its rows. */
  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return withStoreErrors(this.folder, () => this.#statement(sql).all(...values) as Row[])
  }

  /** Runs one statement and returns the number of rows that it changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return withStoreErrors(this.folder, () => Number(this.#statement(sql).run(...values).changes))
  }

  /** Runs `body` in one write transaction. Rolls back and rethrows if it throws. */
  transaction<T>(body: () => T): T {
    return withStoreErrors(this.folder, () => transaction(this.sqlite, body))
  }

  /** A number that changes when another connection writes to the database. */
  dataVersion(): number {
    return Number(this.all('PRAGMA data_version')[0]?.['data_version'])
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.sqlite.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}
