import assert from 'node:assert/strict'
import { readdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { StoreRepair } from '../../../../src/jobs/store/corruptFile.ts'
import { JobStore } from '../../../../src/jobs/store/jobStore.ts'
import { deleteRemovedJob } from '../../../../src/jobs/store/retention.ts'
import { buildNewJob } from '../../../fixtures/jobs/buildJob.ts'
import { START } from '../../../fixtures/jobs/fakeClock.ts'
import { recordingLog } from '../../../fixtures/jobs/recordingLog.ts'
import { rootPage } from '../../../fixtures/jobs/rootPage.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'

const PAGE = 4096
const JOBS = 200

/** Source: https://www.sqlite.org/fileformat2.html, "B-tree Pages". */
const INDEX_LEAF = 0x0a
const FRAGMENTED_BYTES = 7

interface OpenStore extends Disposable {
  readonly store: JobStore
  readonly repairs: StoreRepair[]
}

function open(folder: string): OpenStore {
  const repairs: StoreRepair[] = []
  const store = new JobStore(folder, recordingLog(), START, (repair) => repairs.push(repair))
  return { store, repairs, [Symbol.dispose]: () => void store.close() }
}

/** Creates and closes a store with jobs. Returns the path of its database. */
async function createStoreFile(folder: string): Promise<string> {
  const { store } = open(folder)
  for (let n = 0; n < JOBS; n++) await store.create(buildNewJob({ prompt: `${n} ${'x'.repeat(290)}` }))
  await store.close()
  return join(folder, 'jobs.db')
}

function overwrite(file: string, from: number, length: number, value = 0): void {
  const bytes = readFileSync(file)
  bytes.fill(value, from, from + length)
  writeFileSync(file, bytes)
}

/** Returns the offsets of the pages that hold rows of `jobs`: leaves of a table that contain a prompt. */
function jobPages(file: string): number[] {
  const bytes = readFileSync(file)
  const offsets = Array.from({ length: bytes.length / PAGE }, (_, page) => page * PAGE)
  const isLeaf = (at: number) => bytes[at] === 0x0d && bytes.subarray(at, at + PAGE).includes('xxxxxxxx')
  // Requests hold prompts as well, but not the same ones.
  return offsets.filter(isLeaf)
}

/** Returns the number of rows of `jobs` that a file has in full. Source: as above, offset 3 of a page. */
function jobRows(file: string): number {
  const bytes = readFileSync(file)
  return jobPages(file).reduce((sum, at) => sum + bytes.readUInt16BE(at + 3), 0)
}

/** Returns the offset of a page with a part of the schema: a leaf of a table that contains a statement. */
function schemaPage(file: string): number {
  const bytes = readFileSync(file)
  const isSchema = (at: number) => bytes[at] === 0x0d && bytes.subarray(at, at + PAGE).includes('CREATE TABLE')
  const page = Array.from({ length: bytes.length / PAGE }, (_, n) => n).find((n) => n > 0 && isSchema(n * PAGE))
  assert.ok(page)
  return page * PAGE
}

const middle = (values: readonly number[], share = 0.5) => values[Math.floor(values.length * share)] ?? 0

interface Damage {
  readonly what: string
  readonly damage: (file: string) => void
  /** The lowest number of jobs that must be recovered. */
  readonly recovered: number
  /** Whether every page of the file that is left is intact, so that every job on it must be recovered. */
  readonly isCut?: boolean
  /** Whether the number of jobs before is known. */
  readonly isCounted?: boolean
}

const REPLACED: readonly Damage[] = [
  {
    what: 'arbitrary data',
    damage: (file) => writeFileSync(file, 'This is not a database.'.repeat(500)),
    recovered: 0,
  },
  { what: 'an empty page', damage: (file) => writeFileSync(file, Buffer.alloc(PAGE)), recovered: 0 },
  { what: 'a truncated file', damage: (file) => truncateSync(file, 3 * PAGE + 100), recovered: 0 },
  {
    what: 'half of a file',
    damage: (file) => truncateSync(file, Math.floor(readFileSync(file).length / 2 / PAGE) * PAGE),
    // The rest is on pages of the other half: jobs, requests and indexes share the pages as they are written.
    recovered: 50,
    isCut: true,
  },
  { what: 'a zeroed index', damage: (file) => overwrite(file, 2 * PAGE, PAGE), recovered: JOBS, isCounted: true },
  { what: 'a zeroed first page', damage: (file) => overwrite(file, 100, 3900), recovered: JOBS },
  { what: 'a zeroed header', damage: (file) => overwrite(file, 0, 100), recovered: JOBS },
  {
    what: 'a zeroed page of the schema',
    damage: (file) => overwrite(file, schemaPage(file), PAGE),
    recovered: JOBS,
    isCounted: true,
  },
  {
    what: 'a zeroed page with jobs',
    damage: (file) => overwrite(file, middle(jobPages(file)), PAGE),
    recovered: JOBS - 20,
    isCounted: true,
  },
  {
    what: 'a zeroed page that leads to all jobs',
    damage: (file) => overwrite(file, (rootPage(file, 'jobs') - 1) * PAGE, PAGE),
    recovered: JOBS,
    isCounted: true,
  },
  {
    what: 'zeroed pages that lead to all jobs and requests',
    damage: (file) => {
      for (const table of ['jobs', 'requests']) overwrite(file, (rootPage(file, table) - 1) * PAGE, PAGE, 0xa5)
    },
    recovered: JOBS,
    isCounted: true,
  },
  {
    what: 'two pages with other bytes',
    damage: (file) => {
      const pages = jobPages(file)
      overwrite(file, middle(pages, 0.3), PAGE, 0xa5)
      overwrite(file, middle(pages, 0.7), PAGE, 0xa5)
    },
    recovered: JOBS - 40,
    isCounted: true,
  },
]

describe('a damaged job store', () => {
  for (const { what, damage, recovered, isCut, isCounted } of REPLACED) {
    it(`with ${what} is kept as it was, and the jobs that can be read are copied to a new one`, async () => {
      using folder = tempFolder()
      const file = await createStoreFile(folder.path)
      damage(file)
      const damaged = readFileSync(file)
      const left = isCut ? jobRows(file) : undefined
      using opened = open(folder.path)
      const { store, repairs } = opened
      const backups = readdirSync(folder.path).filter((name) => /^jobs\.db\.corrupt-[\dTZ.-]+$/.test(name))
      assert.deepEqual(
        repairs.map((repair) => repair.backup),
        backups.map((name) => join(folder.path, name)),
      )
      assert.deepEqual(readFileSync(repairs[0]?.backup ?? ''), damaged)
      const jobs = store.list()
      assert.equal(repairs[0]?.recovered, jobs.length)
      assert.ok(jobs.length >= recovered, `${jobs.length} jobs`)
      if (left !== undefined) assert.equal(jobs.length, left)
      if (isCounted) assert.equal(repairs[0]?.lost, JOBS - jobs.length)
      assert.ok(jobs.filter(({ id }) => store.request(id) !== undefined).length >= recovered - 40)
      await store.create(buildNewJob())
      assert.deepEqual(
        readdirSync(folder.path).filter((name) => /new|salvage/.test(name)),
        [],
      )
    })
  }

  it('with a damaged index is repaired in place, without a loss or a message', async () => {
    using folder = tempFolder()
    const file = await createStoreFile(folder.path)
    const bytes = readFileSync(file)
    const leaf = bytes.findIndex((byte, at) => at % PAGE === 0 && byte === INDEX_LEAF)
    overwrite(file, leaf + FRAGMENTED_BYTES, 1, 50)
    using opened = open(folder.path)
    assert.deepEqual([opened.store.list().length, opened.repairs], [JOBS, []])
    assert.ok(readdirSync(folder.path).every((name) => !name.includes('corrupt')))
  })

  it('that is replaced is opened again by every window before its next write, and when it looks for changes', async () => {
    for (const isWriting of [true, false]) {
      using folder = tempFolder()
      const file = await createStoreFile(folder.path)
      using live = open(folder.path)
      overwrite(file, middle(jobPages(file)), PAGE)
      using other = open(folder.path)
      const { length } = other.store.list()
      assert.ok(length < JOBS)
      const bought = await other.store.create(buildNewJob())
      let changes = 0
      live.store.onDidChange(() => changes++)
      if (isWriting) {
        const { id } = await live.store.create(buildNewJob(), { durable: true })
        assert.equal(other.store.get(id)?.id, id)
      } else {
        assert.equal(live.store.checkForExternalChanges(), true)
        assert.equal(live.store.checkForExternalChanges(), false)
      }
      assert.deepEqual([live.store.get(bought.id)?.id, changes, live.repairs], [bought.id, 1, []])
      assert.equal(live.store.list().length, length + (isWriting ? 2 : 1))
    }
  })

  it('is repaired while it is open, when a read or a write finds the damage', async () => {
    for (const access of ['read', 'write'] as const) {
      using folder = tempFolder()
      const file = await createStoreFile(folder.path)
      using live = open(folder.path)
      overwrite(file, middle(jobPages(file)), PAGE)
      // The write of another process makes this connection read the file again.
      const other = new DatabaseSync(file)
      other.exec("INSERT INTO pace (origin, next_free_at) VALUES ('x', 1)")
      other.close()
      if (access === 'write')
        await live.store.database.write(() => live.store.database.run('UPDATE jobs SET misses = 1'))
      const jobs = live.store.list()
      assert.deepEqual([live.repairs.length, live.repairs[0]?.recovered], [1, jobs.length])
      assert.ok(jobs.length >= JOBS - 20 && jobs.length < JOBS)
    }
  })

  it('is used again, with its log, if the process that replaced it ended before it was done', async () => {
    using folder = tempFolder()
    const file = await createStoreFile(folder.path)
    using live = open(folder.path)
    const { id } = await live.store.create(buildNewJob())
    writeFileSync(`${file}.new`, 'older')
    for (const part of ['wal', 'shm']) renameSync(`${file}-${part}`, `${file}.old-${part}`)
    using opened = open(folder.path)
    assert.deepEqual([opened.store.list().length, opened.repairs], [JOBS + 1, []])
    assert.equal(opened.store.get(id)?.id, id)
    const next = await opened.store.create(buildNewJob())
    assert.equal(live.store.get(next.id)?.id, next.id)
    assert.deepEqual(
      readdirSync(folder.path).filter((name) => /new|old/.test(name)),
      [],
    )
  })

  it('keeps what was spent on deleted jobs, so that the limit per day still counts it', async () => {
    using folder = tempFolder()
    const { store } = open(folder.path)
    const estimate = { minUsd: 0.1, maxUsd: 0.4 }
    for (const id of ['deleted', 'kept']) await store.create(buildNewJob({ id, estimate }))
    await store.setRemoved('deleted', START)
    await deleteRemovedJob(store.database, 'deleted')
    const spent = store.spentSince(START)
    await store.close()
    overwrite(join(folder.path, 'jobs.db'), 0, 100)
    using opened = open(folder.path)
    assert.deepEqual([opened.repairs.length, spent, opened.store.spentSince(START)], [1, 0.8, 0.8])
  })

  it('keeps jobs that an earlier version wrote', async () => {
    using folder = tempFolder()
    const file = await createStoreFile(folder.path)
    const older = new DatabaseSync(file)
    older.exec("UPDATE jobs SET state = 'failed', error_code = 'text', error_detail = 'not JSON' WHERE rowid = 5")
    older.close()
    overwrite(file, 0, 100)
    using opened = open(folder.path)
    assert.equal(opened.store.list().length, JOBS - 1, 'a row that cannot be shown is not copied')
  })
})
