import { isRunning, type Job } from '../../core/job/job.ts'
import { isEmptyFilter, type JobFilter } from '../../core/job/jobFilter.ts'
import type { JobReader } from '../../jobs/jobReader.ts'

/** Rows per page: the editor requests all root rows at once. */
export const PAGE_SIZE = 200

/** What changed: the content of these jobs, or also which jobs are listed and in which order. */
export type PageChange = { readonly kind: 'jobs'; readonly ids: readonly string[] } | { readonly kind: 'list' }

/**
 * The first jobs of the list, as many as are shown. Reads only what changed, so that the cost of a change does not depend
 * on the number of jobs in the store.
 */
export class JobPage {
  readonly #reader: JobReader
  #filter: JobFilter
  #jobs = new Map<string, Job>()
  #limit = PAGE_SIZE
  #total = 0
  #error: unknown

  constructor(reader: JobReader, filter: JobFilter = {}) {
    this.#reader = reader
    this.#filter = filter
    this.reload()
  }

  /** In list order. */
  get jobs(): ReadonlyMap<string, Job> {
    return this.#jobs
  }

  /** Number of jobs that the filter selects and that are not shown. */
  get hiddenCount(): number {
    return Math.max(0, this.#total - this.#jobs.size)
  }

  /** Number of jobs that the filter selects. */
  get total(): number {
    return this.#total
  }

  /** Why the store cannot be read; undefined if it can. The jobs that were read before stay. */
  get error(): unknown {
    return this.#error
  }

  /** Shows the first page of the jobs that a filter selects. */
  setFilter(filter: JobFilter): void {
    this.#filter = filter
    this.#limit = PAGE_SIZE
    this.reload()
  }

  showMore(): void {
    this.#limit += PAGE_SIZE
    this.reload()
  }

  /** Reads the page again. */
  reload(): void {
    try {
      this.#jobs = new Map(this.#reader.list(this.#limit, this.#filter).map((job) => [job.id, job]))
      this.#total = this.#jobs.size < this.#limit ? this.#jobs.size : this.#reader.searchCount(this.#filter)
      this.#error = undefined
    } catch (error) {
      this.#error = error
    }
  }

  /** Reads the changed jobs again, or the whole page if `ids` is undefined or if the list itself changed. */
  update(ids: ReadonlySet<string> | undefined): PageChange {
    const updated = ids === undefined ? undefined : this.#updatedJobs(ids)
    if (updated === undefined) {
      const before = [...this.#jobs.keys()].join()
      const beforeTotal = this.#total
      this.reload()
      const isSameList = before === [...this.#jobs.keys()].join() && beforeTotal === this.#total
      return isSameList ? { kind: 'jobs', ids: [...this.#jobs.keys()] } : { kind: 'list' }
    }
    for (const job of updated) this.#jobs.set(job.id, job)
    return { kind: 'jobs', ids: updated.map(({ id }) => id) }
  }

  /** Returns undefined if a change adds, removes or moves a row. */
  #updatedJobs(ids: ReadonlySet<string>): Job[] | undefined {
    if (!isEmptyFilter(this.#filter)) return undefined
    const updated: Job[] = []
    try {
      for (const id of ids) {
        const before = this.#jobs.get(id)
        const job = this.#reader.get(id)
        if (before === undefined || job === undefined || hasMoved(before, job)) return undefined
        updated.push(job)
      }
      return updated
    } catch {
      // The reload reports the error.
      return undefined
    }
  }
}

/** Whether a job is at another place of the list, or in another group. */
function hasMoved(before: Job, after: Job): boolean {
  if (isRunning(before) && isRunning(after)) return false
  return isRunning(before) !== isRunning(after) || before.state !== after.state
}
