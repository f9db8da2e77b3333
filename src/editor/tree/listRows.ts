import type { Job } from '../../core/job/job.ts'
import type { JobGrouping } from '../../core/job/jobFilter.ts'
import { BatchGroups, type ListedRow } from './batchGroups.ts'
import { groupJobs, groupKey, type JobGroup } from './jobGroups.ts'

/** The rows of the list and the rows below them. */
export class ListRows {
  readonly batches: BatchGroups
  readonly #grouping: () => JobGrouping
  #groups: readonly JobGroup[] = []
  /** That of the rows that were read last. */
  #current: JobGrouping = 'none'

  constructor(reader: ConstructorParameters<typeof BatchGroups>[0], grouping: () => JobGrouping) {
    this.batches = new BatchGroups(reader)
    this.#grouping = grouping
  }

  /** The rows for the shown jobs. Without batches if the store cannot be read. */
  read(jobs: readonly Job[]): readonly ListedRow[] {
    this.#current = this.#grouping()
    this.#groups = []
    const rows = (): readonly ListedRow[] => {
      if (this.#current === 'none' || this.#current === 'batch') return jobs.map(({ id }) => ({ kind: 'job', id }))
      this.#groups = groupJobs(jobs, this.#current)
      return this.#groups.map(({ key }) => ({ kind: 'group', id: key }))
    }
    try {
      if (this.#current === 'batch') return this.batches.rows(jobs)
      // A batch with requests that were not sent yet has a row in any case.
      return [...this.batches.rows([]), ...rows()]
    } catch {
      return rows()
    }
  }

  /** The IDs of the jobs below a row. */
  children({ kind, id }: ListedRow): readonly string[] {
    if (kind === 'batch') return this.batches.children(id)
    return kind === 'group' ? this.#groupOf(id) : []
  }

  /** The row that a job is below. */
  parent(job: Job): ListedRow | undefined {
    if (this.#current === 'none') return undefined
    if (this.#current !== 'batch') return { kind: 'group', id: groupKey(job, this.#current) }
    return job.batch && this.batches.has(job.batch.id) ? { kind: 'batch', id: job.batch.id } : undefined
  }

  /** How the jobs are grouped; undefined if there are no groups of jobs. */
  get grouping(): 'day' | 'state' | undefined {
    return this.#current === 'day' || this.#current === 'state' ? this.#current : undefined
  }

  #groupOf(key: string): readonly string[] {
    return this.#groups.find((group) => group.key === key)?.ids ?? []
  }
}
