import assert from 'node:assert/strict'
import { JobStore } from '../../../../src/jobs/store/jobStore.ts'
import { deleteRemovedJob } from '../../../../src/jobs/store/retention.ts'
import { buildNewJob } from '../../../fixtures/jobs/buildJob.ts'
import { START } from '../../../fixtures/jobs/fakeClock.ts'
import { recordingLog } from '../../../fixtures/jobs/recordingLog.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'

const estimate = { minUsd: 0.1, maxUsd: 0.4 }

describe('what was spent since a time', () => {
  it('is the charges, and else the estimates of jobs that may be charged, deleted ones included', async () => {
    using folder = tempFolder()
    const store = new JobStore(folder.path, recordingLog(), START)
    await store.create(buildNewJob({ id: 'charged', estimate, patch: { creditsUsed: 2_000_000 } }))
    await store.create(buildNewJob({ id: 'running', estimate }))
    await store.create(buildNewJob({ id: 'unknown', state: 'unconfirmed' }))
    await store.create(buildNewJob({ id: 'failed', state: 'failed', estimate }))
    await store.create(buildNewJob({ id: 'free', estimate, isFree: true }))
    await store.create(buildNewJob({ id: 'yesterday', estimate, createdAt: START - 1 }))
    const sums = [store.spentSince(START), store.spentSince(START - 1), store.spentSince(START + 1)]
    for (const id of ['charged', 'running', 'failed', 'free']) {
      await store.setRemoved(id, START)
      await deleteRemovedJob(store.database, id)
    }
    assert.deepEqual(
      [
        sums,
        store.spentSince(START),
        store
          .list()
          .map(({ id }) => id)
          .sort(),
      ],
      [[1.4, 1.8, 0], 1.4, ['unknown', 'yesterday']],
    )
    assert.deepEqual(store.get('yesterday')?.estimate, estimate)
    assert.equal(store.get('unknown')?.estimate, undefined)
    await store.close()
  })
})
