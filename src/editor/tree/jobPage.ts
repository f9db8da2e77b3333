import { isRunning, type Job } from '../../core/job/job.ts'
import { isEmptyFilter, type JobFilter, type JobGrouping } from '../../core/job/jobFilter.ts'
import type { JobReader } from '../../jobs/jobReader.ts'
import { type JobGroup, readGroups } from './jobGroups.ts'

/** Rows per page, of the list or of a group: the editor requests all rows of an expanded row at once. */
export const PAGE_SIZE = 200

/** The key of the rows that are in no group. */
const ROOT = ''

/** What changed: the content of these jobs, or also which jobs are listed and in which order. */
export type PageChange = { readonly kind: 'jobs'; readonly ids: readonly string[] } | { readonly kind: 'list' }

/**
 * The first jobs of the list, as many as are shown, or those of each group that was expanded. Reads only what changed, so
 * that the cost of a change does not depend on the number of jobs in the store.
 */
export class JobPage {
  readonly #reader: JobReader
  #filter: JobFilter
  #grouping: JobGrouping
  #groups: readonly JobGroup[] = []
  #jobs = new Map<string, Job>()
  /** The IDs of the jobs that were read of each group. */
  #idsByGroup = new Map<string, readonly string[]>()
  /** How many jobs are shown, for each group that was expanded, or for the whole list. */
  #limits = new Map<string, number>()
  #total = 0
  #error: unknown

  constructor(reader: JobReader, filter: JobFilter = {}, grouping: JobGrouping = 'none') {
    this.#reader = reader
    this.#filter = filter
    this.#grouping = grouping
    this.reload()
  }

  /** In list order. */
  get jobs(): ReadonlyMap<string, Job> {
    return this.#jobs
  }

  get grouping(): JobGrouping {
    return this.#grouping
  }

  /** The groups of the jobs that the filter selects; empty unless they are grouped by day or state. */
  get groups(): readonly JobGroup[] {
    return this.#groups
  }

  /** Number of jobs that the filter selects. */
  get total(): number {
    return this.#total
  }

  /** Why the store cannot be read; undefined if it can. The jobs that were read before stay. */
  get error(): unknown {
    return this.#error
  }

  /** Number of jobs of a group, or of the whole list, that are not shown. */
  hiddenCount(key = ROOT): number {
    if (key === ROOT) return this.#groups.length > 0 ? 0 : Math.max(0, this.#total - this.#jobs.size)
    const { count = 0 } = this.#groups.find((group) => group.key === key) ?? {}
    return Math.max(0, count - this.groupIds(key).length)
  }

  /** The IDs of the shown jobs of a group, in list order. Reads them when they are needed for the first time. */
  groupIds(key: string): readonly string[] {
    if (!this.#limits.has(key)) this.#setLimit(key, PAGE_SIZE)
    return this.#idsByGroup.get(key) ?? []
  }

  /** Whether a group is expanded until the user collapses it: the first ones are, as far as they fill a page. */
  isExpanded(key: string): boolean {
    const index = this.#groups.findIndex((group) => group.key === key)
    return this.#groups.slice(0, index).reduce((sum, { count }) => sum + count, 0) < PAGE_SIZE
  }

  /** Shows the first page of the jobs that a filter selects. */
  setOptions(filter: JobFilter, grouping: JobGrouping): void {
    this.#filter = filter
    this.#grouping = grouping
    this.#limits.clear()
    this.reload()
  }

  /** Shows more jobs of a group, or of the whole list. */
  showMore(key = ROOT): void {
    this.#setLimit(key, (this.#limits.get(key) ?? PAGE_SIZE) + PAGE_SIZE)
  }

  /** Reads the page again. */
  reload(): void {
    try {
      this.#groups = readGroups(this.#reader, this.#filter, this.#grouping)
      const lists = this.#groups.length > 0 ? this.#readGroups() : new Map([[ROOT, this.#readList()]])
      this.#idsByGroup = new Map([...lists].map(([key, jobs]) => [key, jobs.map(({ id }) => id)]))
      this.#jobs = new Map([...lists.values()].flat().map((job) => [job.id, job]))
      this.#error = undefined
    } catch (error) {
      this.#error = error
    }
  }

  /** Reads the changed jobs again, or the whole page if `ids` is undefined or if the list itself changed. */
  update(ids: ReadonlySet<string> | undefined): PageChange {
    const updated = ids === undefined ? undefined : this.#updatedJobs(ids)
    if (updated === undefined) {
      const before = this.#signature()
      this.reload()
      return before === this.#signature() ? { kind: 'jobs', ids: [...this.#jobs.keys()] } : { kind: 'list' }
    }
    for (const job of updated) this.#jobs.set(job.id, job)
    return { kind: 'jobs', ids: updated.map(({ id }) => id) }
  }

  #setLimit(key: string, limit: number): void {
    this.#limits.set(key, limit)
    this.reload()
  }

  #readGroups(): Map<string, readonly Job[]> {
    const shown = this.#groups.filter(({ key }) => this.#limits.has(key) || this.isExpanded(key))
    for (const { key } of shown) this.#limits.set(key, this.#limits.get(key) ?? PAGE_SIZE)
    this.#total = this.#groups.reduce((sum, { count }) => sum + count, 0)
    return new Map(
      shown.map(({ key, subset }) => [key, this.#reader.list(this.#limits.get(key), { ...this.#filter, subset })]),
    )
  }

  #readList(): readonly Job[] {
    const limit = this.#limits.get(ROOT) ?? PAGE_SIZE
    const jobs = this.#reader.list(limit, this.#filter)
    this.#total = jobs.length < limit ? jobs.length : this.#reader.searchCount(this.#filter)
    if (this.#total === jobs.length || this.#grouping !== 'batch') return jobs
    // A batch is shown with all of its jobs, also with older ones.
    const batchIds = [...new Set(jobs.flatMap(({ batch }) => batch?.id ?? []))]
    const listed = new Set(jobs.map(({ id }) => id))
    const inBatches = this.#reader.list(undefined, { ...this.#filter, subset: { batchIds } })
    return [...jobs, ...inBatches.filter(({ id }) => !listed.has(id))]
  }

  /** Differs if other jobs are listed, or in another order. */
  #signature(): string {
    const counts = this.#groups.map(({ key, count }) => `${key} ${count}`)
    return [this.#total, ...counts, ...this.#jobs.keys()].join()
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
