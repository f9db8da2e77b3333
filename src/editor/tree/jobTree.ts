import * as vscode from 'vscode'
import { availableActions, type JobAction } from '../../core/job/actions.ts'
import { isRunning, type Job } from '../../core/job/job.ts'
import { hasRequest } from '../common/hasRequest.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import type { RenderContext } from '../presentation/jobPresentation.ts'
import { presentRow, type Row } from '../presentation/jobRow.ts'
import { createRenderContext } from '../presentation/renderContext.ts'
import { jobItem, jobTooltip, moreItem } from './treeItems.ts'

/** One object per job for as long as the job is listed: the editor identifies rows by reference. */
export interface JobElement {
  readonly kind: 'job'
  readonly id: string
}

interface MoreElement {
  readonly kind: 'more'
}

export type TreeElement = JobElement | MoreElement

/** Rows per page: the editor requests all root rows at once. */
const PAGE = 200
const MORE: MoreElement = { kind: 'more' }

/** Shows the jobs of the store as rows. Fires events only for rows that look different than before. */
export class JobTree implements vscode.TreeDataProvider<TreeElement>, vscode.Disposable {
  readonly #services: ExtensionServices
  readonly #onDidChange = new vscode.EventEmitter<TreeElement[] | undefined>()
  readonly onDidChangeTreeData = this.#onDidChange.event
  #jobs: ReadonlyMap<string, Job> = new Map()
  #elements: ReadonlyMap<string, JobElement> = new Map()
  /** The rows as the editor shows them. */
  readonly #rows = new Map<string, Row>()
  readonly #hasRequest = new Map<string, boolean>()
  #limit = PAGE
  #hasKey = false
  #error: unknown

  constructor(services: ExtensionServices) {
    this.#services = services
    this.#load()
  }

  /** All jobs in list order, including those on pages that are not shown. */
  get jobs(): readonly Job[] {
    return [...this.#jobs.values()]
  }

  /** Why the store cannot be read; undefined if it can. */
  get error(): unknown {
    return this.#error
  }

  get hasRunning(): boolean {
    return this.jobs.some(isRunning)
  }

  set hasKey(value: boolean) {
    this.#hasKey = value
    this.redraw()
  }

  /** Reads the store again. Fires single rows if their order is unchanged, otherwise the whole list. */
  refresh(): void {
    const before = this.#shownIds()
    this.#load()
    const after = this.#shownIds()
    if (before.length === after.length && before.every((id, index) => id === after[index])) this.redraw()
    else this.#onDidChange.fire(undefined)
  }

  /** Fires the rows whose content differs from what the editor shows, for example because of their age. */
  redraw(): void {
    const stale = this.#shownElements().filter(({ id }) => {
      const [shown, job] = [this.#rows.get(id), this.#jobs.get(id)]
      return shown && job && JSON.stringify(shown) !== JSON.stringify(this.#row(job))
    })
    if (stale.length > 0) this.#onDidChange.fire(stale)
  }

  showMore(): void {
    this.#limit += PAGE
    this.#onDidChange.fire(undefined)
  }

  getChildren(element?: TreeElement): TreeElement[] {
    if (element) return []
    const shown: TreeElement[] = this.#shownElements()
    return this.#jobs.size > shown.length ? [...shown, MORE] : shown
  }

  getParent(): undefined {
    return undefined
  }

  getTreeItem(element: TreeElement): vscode.TreeItem {
    if (element.kind === 'more') return moreItem(this.#jobs.size - this.#limit)
    const job = this.#jobs.get(element.id)
    // Removed since the editor requested the rows; an event for the whole list follows.
    if (!job) return new vscode.TreeItem('')
    const row = this.#row(job)
    this.#rows.set(job.id, row)
    return jobItem(job, row)
  }

  async resolveTreeItem(item: vscode.TreeItem, element: TreeElement): Promise<vscode.TreeItem> {
    const job = element.kind === 'job' ? this.#jobs.get(element.id) : undefined
    if (job) item.tooltip = await jobTooltip(job, this.#services.jobs.request(job.id), this.#context())
    return item
  }

  element(id: string): TreeElement | undefined {
    return this.#elements.get(id)
  }

  actions(job: Job): ReadonlySet<JobAction> {
    return availableActions(job, { hasRequest: this.#hasRequestOf(job) })
  }

  dispose(): void {
    this.#onDidChange.dispose()
  }

  #load(): void {
    try {
      const jobs = this.#services.jobs.list()
      this.#jobs = new Map(jobs.map((job) => [job.id, job]))
      this.#elements = new Map(jobs.map(({ id }) => [id, this.#elements.get(id) ?? { kind: 'job', id }]))
      this.#error = undefined
    } catch (error) {
      // Keeps the rows that were read before.
      this.#error = error
    }
  }

  #shownElements(): JobElement[] {
    return [...this.#elements.values()].slice(0, this.#limit)
  }

  #shownIds(): string[] {
    return this.#shownElements().map(({ id }) => id)
  }

  #row(job: Job): Row {
    return presentRow(job, this.#hasRequestOf(job), this.#context())
  }

  /** Cached, because a request never changes. */
  #hasRequestOf(job: Job): boolean {
    const known = this.#hasRequest.get(job.id) ?? hasRequest(this.#services.jobs, job)
    this.#hasRequest.set(job.id, known)
    return known
  }

  #context(): RenderContext {
    return createRenderContext(this.#services.connection.origin, this.#hasKey)
  }
}
