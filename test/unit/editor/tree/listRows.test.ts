import assert from 'node:assert/strict'
import type { Batch } from '../../../../src/core/job/batch.ts'
import type { Job } from '../../../../src/core/job/job.ts'
import { type JobGrouping, QUARTER_HOUR_MS, type StateGroup } from '../../../../src/core/job/jobFilter.ts'
import { groupKey, groupLabel, readGroups } from '../../../../src/editor/tree/jobGroups.ts'
import { ListRows } from '../../../../src/editor/tree/listRows.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { renderContext } from '../../../fixtures/renderContext.ts'

const BATCH = { id: 'x', planned: 0 } as Batch
const PLANNED = { id: 'planned', planned: 2 } as Batch
const NOON = new Date(2026, 10, 23, 12).getTime()
const DAY = 86_400_000

const running = buildJob({ id: 'running', createdAt: NOON - DAY })
const failed = buildJob({ id: 'failed', state: 'failed', nextAt: undefined, createdAt: NOON })
const first = buildJob({ id: 'first', state: 'completed', createdAt: NOON, batch: { id: 'x', position: 0 } })
const second = buildJob({ id: 'second', state: 'failed', createdAt: NOON - 30 * DAY, batch: { id: 'x', position: 1 } })
const jobs = [running, failed, second, first]

/** A page that shows all jobs. */
function pageOf(grouping: JobGrouping): ConstructorParameters<typeof ListRows>[1] {
  const counts = <Key>(keyOf: (job: Job) => Key) =>
    new Map([...Map.groupBy(jobs, keyOf)].map(([key, group]) => [key, group.length]))
  const reader = {
    countByState: () => counts((job) => (job === running ? 'running' : job.state) as StateGroup),
    countByQuarterHour: () => counts(({ createdAt }) => Math.floor(createdAt / QUARTER_HOUR_MS)),
  }
  const groupIds = (key: string) =>
    grouping === 'day' || grouping === 'state'
      ? jobs.filter((job) => groupKey(job, grouping) === key).map(({ id }) => id)
      : []
  const groups = readGroups(reader, {}, grouping)
  return { jobs: new Map(jobs.map((job) => [job.id, job])), groups, grouping, groupIds }
}

function shown(grouping: JobGrouping): string[] {
  const reader = { batch: () => BATCH, batchJobs: () => [], plannedBatches: () => [PLANNED] }
  const list = new ListRows(reader, pageOf(grouping))
  const rows = list.read()
  for (const job of jobs) {
    const parent = list.parent(job)
    const isRoot = rows.some(({ kind, id }) => kind === 'job' && id === job.id)
    assert.ok(parent === undefined ? isRoot : list.children(parent).includes(job.id), `${grouping}: ${job.id}`)
  }
  return rows.map((row) => [row.id, ...list.children(row)].join(' '))
}

describe('the rows of the list', () => {
  it('are groups, and always include a batch that was not sent completely', () => {
    assert.deepEqual(
      { batch: shown('batch'), day: shown('day'), state: shown('state'), none: shown('none') },
      {
        batch: ['planned', 'running', 'failed', 'x first second'],
        day: ['planned', '2026-11-23 failed first', '2026-11-22 running', '2026-10-24 second'],
        state: ['planned', 'running running', 'completed first', 'failed failed second'],
        none: ['planned', 'running', 'failed', 'second', 'first'],
      },
    )
  })

  it('are jobs if the store cannot be read', () => {
    const fail = () => {
      throw new Error('damaged')
    }
    const page = { ...pageOf('batch'), jobs: new Map([[failed.id, failed]]) }
    const list = new ListRows({ batch: fail, batchJobs: fail, plannedBatches: fail }, page)
    assert.deepEqual(list.read(), [{ kind: 'job', id: 'failed' }])
  })

  it('have labels in the display language', () => {
    const context = { ...renderContext(), now: NOON }
    const days = ['2026-11-23', '2026-11-22', '2026-01-02'].map((key) => groupLabel(key, 'day', context))
    assert.deepEqual(
      [days, groupLabel('stopped', 'state', context)],
      [['Today', 'Yesterday', 'Fri, Jan 2, 2026'], 'Not Tracked'],
    )
  })
})
