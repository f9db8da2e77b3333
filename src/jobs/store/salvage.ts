import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { FileState } from '../../core/job/job.ts'
import { JOB_STATES } from '../../core/job/transitions.ts'
import { copyWithLog, leafRows } from './leafPages.ts'
import { createEmpty, deleteDatabase } from './replaceSchema.ts'
import { jobFromRow, type Row } from './rows.ts'
import { MIGRATIONS } from './schema.ts'
import { transaction } from './transaction.ts'

export interface Salvaged {
  /** Number of jobs that could be read. */
  readonly recovered: number
  /** Number of jobs that could not be read. Undefined if it is not known how many there were. */
  readonly lost: number | undefined
  /** Number of requests of batches that were not sent yet and could not be read. Undefined if that is not known. */
  readonly lostRequests: number | undefined
}

/** Rows between two damaged pages are read one by one, until this number of them in a row cannot be read. */
const MAX_UNREADABLE = 2000

const FILE_STATES: ReadonlySet<FileState> = new Set(['none', 'downloading', 'saved', 'failed', 'lost', 'deleted'])

/** Copies every row of the damaged database at `file` that can be read to a new database at `target`. */
export function salvage(file: string, damaged: DatabaseSync, target: string): Salvaged {
  const version = schemaVersion(damaged)
  const database = createEmpty(target, version)
  try {
    return transaction(database, () => {
      const known = knownRows(damaged, 'jobs', ['sqlite_autoindex_jobs_1', 'sqlite_autoindex_jobs_2'])
      let recovered = copyRows(readableRows(damaged, 'jobs'), database, 'jobs', isJob)
      copyRows(readableRows(damaged, 'requests'), database, 'requests', isRequest)
      if (recovered !== known) recovered += copyLeafRows(file, database)
      copyRows(readableRows(damaged, 'pace'), database, 'pace', () => true)
      const isCharge = ({ usd }: Row) => Number(usd) >= 0
      copyRows(readableRows(damaged, 'deleted_charges'), database, 'deleted_charges', isCharge)
      return { recovered, lost: missing(known, recovered), lostRequests: copyBatches(damaged, database) }
    })
  } finally {
    database.close()
  }
}

function schemaVersion(damaged: DatabaseSync): number {
  const version = Number(damaged.prepare('PRAGMA user_version').get()?.['user_version'])
  return version > 0 && version <= MIGRATIONS.length ? version : MIGRATIONS.length
}

/** Returns the number of rows according to an index, which is on other pages than the rows. */
function knownRows(damaged: DatabaseSync, table: string, indexes: readonly string[]): number | undefined {
  for (const index of indexes) {
    try {
      const row = damaged.prepare(`SELECT COUNT(*) AS count FROM ${table} INDEXED BY ${index}`).get()
      return Number(row?.['count'])
    } catch {
      // This index is damaged too.
    }
  }
  return undefined
}

function missing(known: number | undefined, recovered: number): number | undefined {
  return known === undefined ? undefined : Math.max(0, known - recovered)
}

/**
 * Returns the number of planned requests that could not be read. Asks the user before the rest of a batch is sent: a page of
 * the database may be older than others, and have a request that was sent.
 */
function copyBatches(from: DatabaseSync, to: DatabaseSync): number | undefined {
  // Written by a version without batches.
  if (to.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'batches'`).get() === undefined) return 0
  const isBatch = ({ common, axes }: Row) => isObject(common) && Array.isArray(JSON.parse(String(axes)))
  copyRows(readableRows(from, 'batches'), to, 'batches', isBatch)
  const isPlanned = ({ own_values: own }: Row) => isObject(own)
  const known = knownRows(from, 'planned_requests', ['sqlite_autoindex_planned_requests_1'])
  const recovered = copyRows(readableRows(from, 'planned_requests'), to, 'planned_requests', isPlanned)
  to.exec(`UPDATE batches SET confirmed_until = 0;
    DELETE FROM planned_requests WHERE EXISTS (
      SELECT 1 FROM jobs WHERE jobs.batch_id = planned_requests.batch_id AND batch_position = position)`)
  return missing(known, recovered)
}

/** Returns the number of rows that were copied: none of a table that the version of the database does not have. */
function copyRows(rows: Iterable<Row>, to: DatabaseSync, table: string, isUsable: (row: Row) => boolean): number {
  const columns = to.prepare(`SELECT name FROM pragma_table_info(?)`).all(table)
  const names = columns.map((column) => String(column['name']))
  if (names.length === 0) return 0
  const placeholders = names.map(() => '?').join(', ')
  const insert = to.prepare(`INSERT OR IGNORE INTO ${table} (${names.join(', ')}) VALUES (${placeholders})`)
  let copied = 0
  for (const row of rows) {
    try {
      if (!isUsable(row)) continue
      copied += Number(insert.run(...names.map((name) => (row[name] ?? null) as SQLInputValue)).changes)
    } catch {
      // A row with a value that does not fit its column.
    }
  }
  return copied
}

/** Copies jobs and requests that no damaged page leads to. Returns the number of jobs. */
function copyLeafRows(file: string, to: DatabaseSync): number {
  const copy = `${file}.salvage`
  deleteDatabase(copy)
  try {
    copyWithLog(file, copy)
    const recovered = copyRows(leafRows(copy, 'jobs'), to, 'jobs', isJob)
    copyRows(leafRows(copy, 'requests'), to, 'requests', isRequest)
    return recovered
  } catch {
    // The schema cannot be read.
    return 0
  } finally {
    deleteDatabase(copy)
  }
}

/** Yields the rows that can be read: from both ends, and one by one between two damaged pages. */
function* readableRows(damaged: DatabaseSync, table: string): Generator<Row> {
  const first = yield* scan(damaged, table, 'ASC', 0)
  if (first.isComplete) return
  const last = yield* scan(damaged, table, 'DESC', first.rowid)
  const end = last.rowid === 0 ? Number.POSITIVE_INFINITY : last.rowid
  const select = prepareOrUndefined(damaged, `SELECT * FROM ${table} NOT INDEXED WHERE rowid = ?`)
  let unreadable = 0
  for (let rowid = first.rowid + 1; rowid < end && unreadable < MAX_UNREADABLE; rowid++) {
    const row = getOrUndefined(select, rowid)
    unreadable = row === undefined ? unreadable + 1 : 0
    if (row !== undefined) yield row
  }
}

function prepareOrUndefined(damaged: DatabaseSync, sql: string): StatementSync | undefined {
  try {
    return damaged.prepare(sql)
  } catch {
    // The page with the schema is damaged.
    return undefined
  }
}

function getOrUndefined(select: StatementSync | undefined, rowid: number): Row | undefined {
  try {
    return select?.get(rowid)
  } catch {
    // The page with this row is damaged.
    return undefined
  }
}

/** Yields rows until a page cannot be read. Returns the last rowid that was read; 0 if there is none. */
function* scan(
  damaged: DatabaseSync,
  table: string,
  order: 'ASC' | 'DESC',
  after: number,
): Generator<Row, { readonly rowid: number; readonly isComplete: boolean }> {
  let rowid = 0
  try {
    const sql = `SELECT rowid AS salvaged_rowid, * FROM ${table} NOT INDEXED WHERE rowid > ? ORDER BY rowid ${order}`
    for (const row of damaged.prepare(sql).iterate(after)) {
      rowid = Number(row['salvaged_rowid'])
      yield row
    }
    return { rowid, isComplete: true }
  } catch {
    return { rowid, isComplete: false }
  }
}

function isRequest({ body }: Row): boolean {
  return isObject(body)
}

/** Throws if it is not JSON. */
function isObject(json: unknown): boolean {
  return typeof JSON.parse(String(json)) === 'object'
}

function isJob(row: Row): boolean {
  const job = jobFromRow(row)
  return job.id !== '' && JOB_STATES.includes(job.state) && FILE_STATES.has(job.file.state)
}
