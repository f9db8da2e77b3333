import assert from 'node:assert/strict'
import { submittedJob } from '../../../../src/editor/tree/submittedJob.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'

const JOBS = [
  buildJob({ id: 'listed', state: 'submitting' }),
  buildJob({ id: 'first', state: 'submitting' }),
  buildJob({ id: 'second', state: 'submitting' }),
  buildJob({ id: 'imported', state: 'completed' }),
]
const reader = { get: (id: string) => JOBS.find((job) => job.id === id) }
const find = (ids?: readonly string[]) => submittedJob(ids && new Set(ids), reader, (id) => id === 'listed')

describe('submittedJob', () => {
  it('returns the newest job that is new and submitting', () => {
    assert.deepEqual(
      [
        find(['first']),
        find(['first', 'second']),
        find(['listed']),
        find(['imported']),
        find(['first', 'imported', 'removed']),
        find([]),
      ],
      ['first', 'second', undefined, undefined, 'first', undefined],
    )
  })

  it('returns undefined for changes of another window', () => assert.equal(find(undefined), undefined))
})
