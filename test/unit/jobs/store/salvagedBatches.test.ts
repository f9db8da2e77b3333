import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createBatch } from '../../../../src/jobs/store/batchWrites.ts'
import type { StoreRepair } from '../../../../src/jobs/store/corruptFile.ts'
import { JobStore } from '../../../../src/jobs/store/jobStore.ts'
import { salvage } from '../../../../src/jobs/store/salvage.ts'
import { MIGRATIONS } from '../../../../src/jobs/store/schema.ts'
import { buildNewJob, ORIGIN } from '../../../fixtures/jobs/buildJob.ts'
import { START } from '../../../fixtures/jobs/fakeClock.ts'
import { recordingLog } from '../../../fixtures/jobs/recordingLog.ts'
import { rootPage } from '../../../fixtures/jobs/rootPage.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'
import { REQUEST } from '../../../fixtures/jobs/testContext.ts'

const BATCH = {
  ...{ id: 'b', name: 'x', apiOrigin: ORIGIN, isFree: false, axes: [], sourceUri: undefined, createdAt: START },
  requests: [REQUEST, REQUEST, REQUEST],
}

/** Copies what can be read of the database in `folder` to a new folder, and opens it. */
function salvaged(folder: string): JobStore {
  const target = join(folder, 'salvaged')
  mkdirSync(target)
  const file = join(folder, 'jobs.db')
  const damaged = new DatabaseSync(file)
  salvage(file, damaged, join(target, 'jobs.db'))
  damaged.close()
  return new JobStore(target, recordingLog(), START)
}

describe('a batch of a damaged job store', () => {
  it('is kept, is paused, and does not have what was sent', async () => {
    using folder = tempFolder()
    const store = new JobStore(folder.path, recordingLog(), START)
    await createBatch(store, BATCH)
    // As if the page with the planned requests were older than the one with the jobs.
    await store.create(buildNewJob({ batch: { id: 'b', position: 1 } }))
    await store.close()
    const after = salvaged(folder.path)
    const { planned, confirmedUntil } = after.batch('b') ?? {}
    assert.deepEqual([planned, confirmedUntil, after.plannedRequests('b')], [2, 0, [REQUEST, REQUEST]])
    await after.close()
  })

  it('is counted as incomplete if its requests cannot be read', async () => {
    using folder = tempFolder()
    const store = new JobStore(folder.path, recordingLog(), START)
    await createBatch(store, BATCH)
    await store.close()
    const file = join(folder.path, 'jobs.db')
    const page = rootPage(file, 'planned_requests')
    writeFileSync(file, readFileSync(file).fill(0, (page - 1) * 4096, page * 4096))
    const repairs: StoreRepair[] = []
    const repaired = new JobStore(folder.path, recordingLog(), START, (repair) => repairs.push(repair))
    // Only jobs are checked when the store is opened.
    assert.deepEqual(repaired.plannedRequests('b'), [])
    assert.deepEqual(
      repairs.map(({ lost, lostRequests }) => [lost, lostRequests]),
      [[0, 3]],
    )
    await repaired.close()
  })

  it('drops what is not a batch, and reads a database of a version without batches', async () => {
    using folder = tempFolder()
    const store = new JobStore(folder.path, recordingLog(), START)
    await createBatch(store, {
      ...{ id: 'b', name: 'x', apiOrigin: ORIGIN, isFree: false, axes: [], sourceUri: undefined, createdAt: START },
      requests: [REQUEST],
    })
    await store.database.write(() => store.database.run(`UPDATE batches SET axes = '{"not": "a list"}'`))
    await store.close()
    const after = salvaged(folder.path)
    assert.deepEqual([after.batch('b'), after.plannedBatches()], [undefined, []])
    await after.close()

    using old = tempFolder()
    const database = new DatabaseSync(join(old.path, 'jobs.db'))
    database.exec(`${MIGRATIONS[0]}; PRAGMA user_version = 1`)
    database.close()
    const opened = salvaged(old.path)
    assert.deepEqual(opened.plannedBatches(), [])
    await opened.close()
  })
})
