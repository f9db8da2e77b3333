import { isRunning, type Job } from '../../core/job/job.ts'
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
  #jobs = new Map<string, Job>()
  #limit = PAGE_SIZE
  #total = 0
  #error: unknown

  constructor(reader: JobReader) {
    this.#reader = reader
    this.reload()
  }

  /** In list order. */
  get jobs(): ReadonlyMap<string, Job> {
    return this.#jobs
  }

  /** Number of jobs in the store that are not shown. */
  get hiddenCount(): number {
    return Math.max(0, this.#total - this.#jobs.size)
  }

  /** Number of jobs in the store. */
  get total(): number {
    return this.#total
  }

  /** Why the store cannot be read; undefined if it can. The jobs that were read before stay. */
  get error(): unknown {
    return this.#error
  }

  showMore(): void {
    this.#limit += PAGE_SIZE
    this.reload()
  }

  /** Reads the page again. */
  reload(): void {
    try {
      this.#jobs = new Map(this.#reader.list(this.#limit).map((job) => [job.id, job]))
      this.#total = this.#jobs.size < this.#limit ? this.#jobs.size : this.#reader.count()
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
    const updated: Job[] = []
    try {
      for (const id of ids) {
        const before = this.#jobs.get(id)
        const job = this.#reader.get(id)
        if (before === undefined || job === undefined || isRunning(before) !== isRunning(job)) return undefined
        updated.push(job)
      }
      return updated
    } catch {
      // The reload reports the error.
      return undefined
    }
  }
}
