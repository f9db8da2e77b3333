import type { Batch } from '../../core/job/batch.ts'
import type { Job } from '../../core/job/job.ts'
import type { JobReader } from '../../jobs/jobReader.ts'

/** A row of the list: a job, or a batch or another group with its jobs. `id` of a group is its key. */
export type ListedRow = { readonly kind: 'job' | 'batch' | 'group'; readonly id: string }

/** Puts the jobs of a batch into one row, at the place of the first of them. */
export class BatchGroups {
  readonly #reader: Pick<JobReader, 'batch' | 'batchJobs' | 'plannedBatches'>
  #batches = new Map<string, Batch>()
  #children = new Map<string, string[]>()

  constructor(reader: Pick<JobReader, 'batch' | 'batchJobs' | 'plannedBatches'>) {
    this.#reader = reader
  }

  /** The rows of the list for the shown jobs. Reads the batches again. */
  rows(jobs: Iterable<Job>): readonly ListedRow[] {
    const planned = this.#reader.plannedBatches()
    this.#batches = new Map(planned.map((batch) => [batch.id, batch]))
    this.#children = new Map(planned.map(({ id }) => [id, []]))
    const listed = [...jobs]
    const rows = listed.flatMap((job): ListedRow[] => {
      const batch = job.batch && this.#read(job.batch.id)
      if (batch === undefined) return [{ kind: 'job', id: job.id }]
      const siblings = this.#children.get(batch.id)
      this.#children.set(batch.id, [...(siblings ?? []), job.id])
      return siblings === undefined || siblings.length === 0 ? [{ kind: 'batch', id: batch.id }] : []
    })
    const position = new Map(listed.map(({ id, batch, createdAt }) => [id, [batch?.position ?? 0, createdAt] as const]))
    for (const ids of this.#children.values()) ids.sort((a, b) => comparePlaces(position.get(a), position.get(b)))
    // No request was sent yet, or the jobs are on another page.
    const withoutJobs = planned.filter(({ id }) => this.#children.get(id)?.length === 0)
    return [...withoutJobs.map(({ id }): ListedRow => ({ kind: 'batch', id })), ...rows]
  }

  /** The IDs of the shown jobs of a batch, in the order of its requests. */
  children(id: string): readonly string[] {
    return this.#children.get(id) ?? []
  }

  /** The batch as it is now, and the last attempts of its requests, also those on other pages. */
  current(id: string): { readonly batch: Batch; readonly jobs: readonly Job[] } | undefined {
    const batch = this.#reader.batch(id)
    return batch && { batch, jobs: this.#reader.batchJobs(id) }
  }

  has(id: string): boolean {
    return this.#batches.has(id)
  }

  #read(id: string): Batch | undefined {
    const known = this.#batches.get(id) ?? this.#reader.batch(id)
    if (known) this.#batches.set(id, known)
    return known
  }
}

type Place = readonly [position: number, createdAt: number]

function comparePlaces(a: Place = [0, 0], b: Place = [0, 0]): number {
  return a[0] - b[0] || a[1] - b[1]
}
