import { closeSync, copyFileSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { Row } from './rows.ts'

/** Source of the offsets: https://www.sqlite.org/fileformat2.html, "The Database Header" and "B-tree Pages". */
export const PAGE_SIZE = 4096
const FILE_FORMAT_OFFSET = 18
const CHANGE_COUNTER_OFFSET = 24
export const FREE_LIST_OFFSET = 32
const TABLE_LEAF = 0x0d
const ROLLBACK_JOURNAL = 1

/** Copies a damaged database, with the log of its last writes. Nothing else may write to it meanwhile. */
export function copyWithLog(file: string, copy: string): void {
  copyFileSync(file, copy)
  if (!existsSync(`${file}-wal`)) return
  copyFileSync(`${file}-wal`, `${copy}-wal`)
  const database = new DatabaseSync(copy)
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } finally {
    database.close()
  }
}

/**
 * Yields the rows of every leaf page of a database as rows of `table`, also those of other tables. Without the damaged pages
 * above them, nothing says to which table a leaf belongs. SQLite reads them: each leaf in turn becomes the only page of the
 * table. Overwrites `copy`. (The `.recover` command of SQLite's shell is not part of the library.)
 */
export function* leafRows(copy: string, table: string): Generator<Row> {
  const bytes = readFileSync(copy)
  const handle = openSync(copy, 'r+')
  try {
    writeSync(handle, Buffer.of(ROLLBACK_JOURNAL, ROLLBACK_JOURNAL), 0, 2, FILE_FORMAT_OFFSET)
    const database = new DatabaseSync(copy, { readOnly: true })
    try {
      const root = database.prepare('SELECT rootpage FROM sqlite_master WHERE name = ?').get(table)?.['rootpage']
      const select = database.prepare(`SELECT * FROM ${table} NOT INDEXED`)
      const free = freePages(bytes)
      for (let page = 2; page <= bytes.length / PAGE_SIZE; page++) {
        const offset = (page - 1) * PAGE_SIZE
        if (bytes[offset] !== TABLE_LEAF || free.has(page)) continue
        writeSync(handle, bytes, offset, PAGE_SIZE, (Number(root) - 1) * PAGE_SIZE)
        // SQLite reads the file again if this number changes.
        writeSync(handle, uint32(page), 0, 4, CHANGE_COUNTER_OFFSET)
        yield* readable(() => select.all() as Row[])
      }
    } finally {
      database.close()
    }
  } finally {
    closeSync(handle)
  }
}

/** Returns the pages that are not in use. They can hold old rows. */
function freePages(bytes: Buffer): ReadonlySet<number> {
  const free = new Set<number>()
  const numberAt = (offset: number) => (offset + 4 <= bytes.length ? bytes.readUInt32BE(offset) : 0)
  for (let page = numberAt(FREE_LIST_OFFSET); page > 0 && !free.has(page); ) {
    free.add(page)
    const offset = (page - 1) * PAGE_SIZE
    const count = Math.min(numberAt(offset + 4), PAGE_SIZE / 4 - 2)
    for (let n = 0; n < count; n++) free.add(numberAt(offset + 8 + 4 * n))
    page = numberAt(offset)
  }
  return free
}

function readable(read: () => Row[]): Row[] {
  try {
    return read()
  } catch {
    // The page, or one that a long row continues on, is damaged.
    return []
  }
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
