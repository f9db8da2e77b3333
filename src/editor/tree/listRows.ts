import type { Job } from '../../core/job/job.ts'
import { BatchGroups, type ListedRow } from './batchGroups.ts'
import { groupKey } from './jobGroups.ts'
import type { JobPage } from './jobPage.ts'

/** The rows of the list and the rows below them. */
export class ListRows {
  readonly batches: BatchGroups
  readonly #page: Pick<JobPage, 'jobs' | 'groups' | 'grouping' | 'groupIds'>

  constructor(
    reader: ConstructorParameters<typeof BatchGroups>[0],
    page: Pick<JobPage, 'jobs' | 'groups' | 'grouping' | 'groupIds'>,
  ) {
    this.batches = new BatchGroups(reader)
    this.#page = page
  }

  /** The rows that are in no other row. Without batches if the store cannot be read. */
  read(): readonly ListedRow[] {
    const { jobs, groups, grouping } = this.#page
    const rows = (): readonly ListedRow[] =>
      this.grouping === undefined
        ? [...jobs.keys()].map((id) => ({ kind: 'job', id }))
        : groups.map(({ key }) => ({ kind: 'group', id: key }))
    try {
      if (grouping === 'batch') return this.batches.rows(jobs.values())
      // A batch with requests that were not sent yet has a row in any case.
      return [...this.batches.rows([]), ...rows()]
    } catch {
      return rows()
    }
  }

  /** The IDs of the jobs below a row. */
  children({ kind, id }: ListedRow): readonly string[] {
    if (kind === 'batch') return this.batches.children(id)
    return kind === 'group' ? this.#page.groupIds(id) : []
  }

  /** The row that a job is below. */
  parent(job: Job): ListedRow | undefined {
    const { grouping } = this
    if (grouping !== undefined) return { kind: 'group', id: groupKey(job, grouping) }
    const isInBatch = this.#page.grouping === 'batch' && job.batch !== undefined && this.batches.has(job.batch.id)
    return isInBatch ? { kind: 'batch', id: job.batch.id } : undefined
  }

  /** How the jobs are grouped; undefined if there are no groups of jobs. */
  get grouping(): 'day' | 'state' | undefined {
    const { grouping } = this.#page
    return grouping === 'day' || grouping === 'state' ? grouping : undefined
  }
}
