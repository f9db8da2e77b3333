import type { JobDatabase } from './jobDatabase.ts'

/** More changed jobs than this are not listed one by one: a page of the list is cheaper to read. */
const MAX_LISTED = 100

interface Position {
  /** How often the database was opened: a repaired one counts from the start. */
  readonly opened: number
  readonly last: number
  readonly lastDelete: number
}

/** Finds the jobs that any window changed, by the numbers that triggers in the database give to the changes. */
export class ChangedJobs {
  readonly #database: JobDatabase
  #seen: Position

  constructor(database: JobDatabase) {
    this.#database = database
    this.#seen = this.#read()
  }

  /** Returns the IDs of the jobs that changed since the last call; undefined if the jobs have to be read again. */
  take(): ReadonlySet<string> | undefined {
    const [before, now] = [this.#seen, this.#read()]
    this.#seen = now
    if (now.opened !== before.opened || now.lastDelete !== before.lastDelete) return undefined
    const sql = 'SELECT id FROM jobs WHERE change_number > ? LIMIT ?'
    const rows = this.#database.all(sql, before.last, MAX_LISTED + 1)
    return rows.length > MAX_LISTED ? undefined : new Set(rows.map((row) => String(row['id'])))
  }

  #read(): Position {
    const [row] = this.#database.all('SELECT last, last_delete FROM job_changes')
    return {
      opened: this.#database.opened,
      last: Number(row?.['last'] ?? 0),
      lastDelete: Number(row?.['last_delete'] ?? 0),
    }
  }
}
