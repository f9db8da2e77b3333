import assert from 'node:assert/strict'
import type { Batch } from '../../../../src/core/job/batch.ts'
import { BatchGroups } from '../../../../src/editor/tree/batchGroups.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'

const known = (id: string, planned: number) => ({ id, planned }) as Batch
const job = (id: string, batchId?: string, position = 0) =>
  buildJob({ id, batch: batchId === undefined ? undefined : { id: batchId, position } })

describe('BatchGroups', () => {
  it('puts the jobs of a batch into one row, in the order of its requests', () => {
    const batches = new Map([known('x', 0), known('y', 2)].map((batch) => [batch.id, batch]))
    const groups = new BatchGroups({
      batch: (id) => batches.get(id),
      batchJobs: () => [],
      plannedBatches: () => [known('y', 2)],
    })
    const rows = groups.rows([job('1'), job('b', 'x', 1), job('2'), job('a', 'x', 0), job('lost', 'deleted')])
    assert.deepEqual(
      [rows.map(({ kind, id }) => `${kind} ${id}`), groups.children('x'), groups.children('y')],
      [['batch y', 'job 1', 'batch x', 'job 2', 'job lost'], ['a', 'b'], []],
    )
  })
})
