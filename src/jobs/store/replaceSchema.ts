import { closeSync, openSync, readFileSync, readSync, rmSync, statSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { FREE_LIST_OFFSET, PAGE_SIZE } from './leafPages.ts'
import { MIGRATIONS } from './schema.ts'

/** Source: https://www.sqlite.org/fileformat2.html, "The Database Header" and "B-tree Pages". */
const HEADER_SIZE = 100
const TABLE_INTERIOR = 0x05
const MAX_CELLS = 1000
const DATABASE_SIZE_OFFSET = 28

/**
 * Replaces the pages with the schema by those of an empty database: every database that this version created has its tables
 * in the same places. If the first page leads to other pages, these are kept.
 */
export function replaceSchema(file: string): void {
  const empty = emptyDatabase(`${file}.empty`)
  const handle = openSync(file, 'r+')
  try {
    const first = Buffer.alloc(PAGE_SIZE)
    readSync(handle, first, 0, PAGE_SIZE, 0)
    const children = schemaPages(empty)
    const isSame = String(schemaPages(first)) === String(children)
    empty.writeUInt32BE(Math.floor(statSync(file).size / PAGE_SIZE), DATABASE_SIZE_OFFSET)
    empty.fill(0, FREE_LIST_OFFSET, FREE_LIST_OFFSET + 8)
    for (const page of [1, ...(isSame ? children : [])]) {
      const offset = (page - 1) * PAGE_SIZE
      writeSync(handle, empty, offset, PAGE_SIZE, offset)
    }
  } finally {
    closeSync(handle)
  }
}

/** Returns the bytes of a database without rows. */
function emptyDatabase(file: string): Buffer {
  deleteDatabase(file)
  const database = createEmpty(file, MIGRATIONS.length)
  database.exec('PRAGMA journal_mode = WAL')
  database.close()
  const bytes = readFileSync(file)
  deleteDatabase(file)
  return bytes
}

/** Returns the numbers of the pages below the first one, which hold the schema. */
function schemaPages(firstPage: Buffer): number[] {
  if (firstPage[HEADER_SIZE] !== TABLE_INTERIOR) return []
  const cells = Math.min(firstPage.readUInt16BE(HEADER_SIZE + 3), MAX_CELLS)
  const pointers = Array.from({ length: cells }, (_, n) => firstPage.readUInt16BE(HEADER_SIZE + 12 + 2 * n))
  const children = pointers.map((at) => (at + 4 <= PAGE_SIZE ? firstPage.readUInt32BE(at) : 0))
  return [...children, firstPage.readUInt32BE(HEADER_SIZE + 8)]
}

/** Creates a database without rows, with the schema of `version`. */
export function createEmpty(file: string, version: number): DatabaseSync {
  const database = new DatabaseSync(file)
  database.exec(`PRAGMA page_size = ${PAGE_SIZE}`)
  for (const step of MIGRATIONS.slice(0, version)) database.exec(step)
  database.exec(`PRAGMA user_version = ${version}`)
  return database
}

export function deleteDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true })
}
