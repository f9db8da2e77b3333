import assert from 'node:assert/strict'
import { workloadOf } from '../../../../src/core/job/workload.ts'
import { JobStore } from '../../../../src/jobs/store/jobStore.ts'
import { buildNewJob, MODEL, ORIGIN } from '../../../fixtures/jobs/buildJob.ts'
import { START } from '../../../fixtures/jobs/fakeClock.ts'
import { recordingLog } from '../../../fixtures/jobs/recordingLog.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'
import { REQUEST } from '../../../fixtures/jobs/testContext.ts'

const SECOND = 1000

describe('JobStore.completionModel', () => {
  it('learns from jobs of the same service and model, and of the same frames and size if there are enough', async () => {
    using folder = tempFolder()
    const store = new JobStore(folder.path, recordingLog(), START)
    const requestOf = (values: object) => ({ ...REQUEST, values: { ...REQUEST.values, ...values } })
    const addFinished = async (durationMs: number, values: object, finishedAt = START) => {
      const patch = { durationMs, finishedAt }
      await store.create(buildNewJob({ state: 'completed', request: requestOf(values), patch }))
    }
    const medianOf = (values: object, job: object = {}) => {
      const workload = workloadOf(requestOf(values))
      const model = store.completionModel({ model: MODEL, apiOrigin: ORIGIN, workload, ...job })
      return model && Math.round(model.medianMs / SECOND)
    }
    assert.equal(medianOf({}), undefined)
    for (let n = 0; n < 4; n++) {
      await addFinished(100 * SECOND, {})
      await addFinished(400 * SECOND, { num_frames: 241, resolution: '720p' })
    }
    assert.deepEqual(
      [medianOf({}), medianOf({ num_frames: 241, resolution: '720p' }), medianOf({ num_frames: 161 })],
      [100, 400, 200],
      'without enough similar jobs, those of all frames and sizes count',
    )
    assert.deepEqual(
      [medianOf({}, { model: 'other' }), medianOf({}, { apiOrigin: 'https://other.example' })],
      [undefined, undefined],
    )
    for (let n = 0; n < 30; n++) await addFinished(50 * SECOND, {}, START + 1 + n)
    assert.equal(medianOf({}), 50, 'only the last jobs count')
    await store.close()
  })
})
