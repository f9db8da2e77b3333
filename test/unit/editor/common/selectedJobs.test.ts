import assert from 'node:assert/strict'
import { selectedJobs } from '../../../../src/editor/common/selectedJobs.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'

const jobs = {
  get: (id: string) => (/^(gone|batch)/.test(id) ? undefined : buildJob({ id })),
  batchJobs: (id: string) => (id === 'batch' ? [buildJob({ id: 'b1' }), buildJob({ id: 'b2' })] : []),
}
const ids = (clicked: unknown, selected: unknown) => selectedJobs(jobs, clicked, selected).map(({ id }) => id)

describe('selectedJobs', () => {
  for (const [what, clicked, selected, expected] of [
    ['one row', { kind: 'job', id: 'a' }, undefined, ['a']],
    ['a job ID', 'a', undefined, ['a']],
    [
      'a batch, which stands for its jobs',
      { kind: 'batch', id: 'batch' },
      [{ id: 'b1' }, { id: 'batch' }],
      ['b1', 'b2'],
    ],
    ['several rows, each once', { id: 'b' }, [{ id: 'a' }, { id: 'b' }, { id: 'a' }], ['a', 'b']],
    ['"Show More" and a removed job', { id: 'a' }, [{ id: 'a' }, { kind: 'more' }, { id: 'gone' }], ['a']],
    ['an empty selection', { id: 'a' }, [], ['a']],
    ['nothing', undefined, undefined, []],
    ['anything', 7, [null, 8, 'a', { id: 9 }], ['a']],
  ] as const) {
    it(`returns the jobs of ${what}`, () => assert.deepEqual(ids(clicked, selected), expected))
  }
})
