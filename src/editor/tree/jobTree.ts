import * as vscode from 'vscode'
import { messageOf } from '../../core/errors.ts'
import { isRunning, type Job } from '../../core/job/job.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { type Row, rowOf } from '../presentation/jobRow.ts'
import type { RenderContext } from '../presentation/jobState.ts'
import { jobItem, jobTooltip, moreItem } from './treeItems.ts'

/** One object a job for as long as the job is listed: the editor knows its rows by identity. */
export interface JobElement {
  readonly kind: 'job'
  readonly id: string
}

interface MoreElement {
  readonly kind: 'more'
}

export type TreeElement = JobElement | MoreElement

/** Rows a page: the editor asks for every root row at once. */
const PAGE = 200
const MORE: MoreElement = { kind: 'more' }

/** Projects the jobs of the store to rows, and fires only the rows that look different from before. */
export class JobTree implements vscode.TreeDataProvider<TreeElement>, vscode.Disposable {
  readonly #services: ExtensionServices
  readonly #onDidChange = new vscode.EventEmitter<TreeElement[] | undefined>()
  readonly onDidChangeTreeData = this.#onDidChange.event
  #jobs: ReadonlyMap<string, Job> = new Map()
  #elements: ReadonlyMap<string, JobElement> = new Map()
  /** What each row showed when the editor last asked. */
  readonly #rows = new Map<string, Row>()
  readonly #requests = new Map<string, boolean>()
  #limit = PAGE
  #hasKey = false
  #trouble: string | undefined

  constructor(services: ExtensionServices) {
    this.#services = services
    this.#load()
  }

  /** Every job that is listed, shown or not, in order. */
  get jobs(): readonly Job[] {
    return [...this.#jobs.values()]
  }

  /** Why the store cannot be read, for people; undefined while it can. */
  get trouble(): string | undefined {
    return this.#trouble
  }

  get hasRunning(): boolean {
    return this.jobs.some(isRunning)
  }

  set hasKey(value: boolean) {
    this.#hasKey = value
    this.redraw()
  }

  /** Reads the store again and fires what changed: single rows while their order stays, else the whole list. */
  refresh(): void {
    const before = this.#shownIds()
    this.#load()
    const after = this.#shownIds()
    if (before.length === after.length && before.every((id, index) => id === after[index])) this.redraw()
    else this.#onDidChange.fire(undefined)
  }

  /** Fires the rows whose text or icon differs from what the editor shows, as ages do when time goes by. */
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
    // Removed between two questions of the editor; the list follows at once.
    if (!job) return new vscode.TreeItem('')
    const row = this.#row(job)
    this.#rows.set(job.id, row)
    return jobItem(job, row)
  }

  async resolveTreeItem(item: vscode.TreeItem, element: TreeElement): Promise<vscode.TreeItem> {
    const job = element.kind === 'job' ? this.#jobs.get(element.id) : undefined
    if (job) item.tooltip = await jobTooltip(job, this.#services.jobs.request(job.id), this.#around())
    return item
  }

  element(id: string): TreeElement | undefined {
    return this.#elements.get(id)
  }

  hasRequest(job: Job): boolean {
    // A request never changes, and one with a prompt is always whole: few need a look into the store.
    if (job.prompt !== '') return true
    const known = this.#requests.get(job.id) ?? this.#services.jobs.request(job.id) !== undefined
    this.#requests.set(job.id, known)
    return known
  }

  dispose(): void {
    this.#onDidChange.dispose()
  }

  #load(): void {
    try {
      const jobs = this.#services.jobs.list()
      this.#jobs = new Map(jobs.map((job) => [job.id, job]))
      this.#elements = new Map(jobs.map(({ id }) => [id, this.#elements.get(id) ?? { kind: 'job', id }]))
      this.#trouble = undefined
    } catch (error) {
      // The rows of the last good look stay.
      this.#trouble = messageOf(error)
    }
  }

  #shownElements(): JobElement[] {
    return [...this.#elements.values()].slice(0, this.#limit)
  }

  #shownIds(): string[] {
    return this.#shownElements().map(({ id }) => id)
  }

  #row(job: Job): Row {
    return rowOf(job, this.hasRequest(job), this.#around())
  }

  #around(): RenderContext {
    return {
      l10n: vscode.l10n,
      locale: vscode.env.language,
      now: Date.now(),
      origin: this.#services.connection.origin,
      hasKey: this.#hasKey,
    }
  }
}
