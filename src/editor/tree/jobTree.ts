import * as vscode from 'vscode'
import { availableActions, type JobAction } from '../../core/job/actions.ts'
import type { Job } from '../../core/job/job.ts'
import { hasRequest } from '../common/hasRequest.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { presentBatch } from '../presentation/batchRow.ts'
import type { RenderContext } from '../presentation/jobPresentation.ts'
import { presentRow, type Row } from '../presentation/jobRow.ts'
import { createRenderContext } from '../presentation/renderContext.ts'
import { BatchGroups, type ListedRow } from './batchGroups.ts'
import { JobPage } from './jobPage.ts'
import { batchItem, jobItem, jobTooltip, moreItem } from './treeItems.ts'

/** One object per job for as long as the job is listed: the editor identifies rows by reference. */
export interface JobElement {
  readonly kind: 'job'
  readonly id: string
}

interface MoreElement {
  readonly kind: 'more'
}

/** One object per batch, as for a job. */
export interface BatchElement {
  readonly kind: 'batch'
  readonly id: string
}

export type TreeElement = JobElement | BatchElement | MoreElement

const MORE: MoreElement = { kind: 'more' }

/** Shows the jobs of the store as rows. Fires events only for rows that look different than before. */
export class JobTree implements vscode.TreeDataProvider<TreeElement>, vscode.Disposable {
  readonly #services: ExtensionServices
  readonly #onDidChange = new vscode.EventEmitter<TreeElement[] | undefined>()
  readonly onDidChangeTreeData = this.#onDidChange.event
  readonly #page: JobPage
  /** One element for each job that was ever shown. */
  readonly #elements = new Map<string, JobElement | BatchElement>()
  readonly #batches: BatchGroups
  /** The rows as the editor shows them. */
  readonly #rows = new Map<string, Row>()
  readonly #hasRequest = new Map<string, boolean>()
  /** Item IDs of jobs whose item ID is not their own. */
  readonly #itemIds = new Map<string, string>()
  #hasKey = false

  constructor(services: ExtensionServices) {
    this.#services = services
    this.#page = new JobPage(services.jobs)
    this.#batches = new BatchGroups(services.jobs)
  }

  /** The jobs that are shown, in list order. */
  get jobs(): readonly Job[] {
    return [...this.#page.jobs.values()]
  }

  /** Number of jobs, including those that are not shown. */
  get total(): number {
    return this.#page.total
  }

  /** Why the store cannot be read; undefined if it can. */
  get error(): unknown {
    return this.#page.error
  }

  set hasKey(value: boolean) {
    this.#hasKey = value
    this.redraw()
  }

  /** Reads the changed jobs, or all shown jobs. Fires the rows that look different, or the list if it changed. */
  refresh(ids: ReadonlySet<string> | undefined): void {
    const change = this.#page.update(ids)
    if (change.kind === 'list') this.#onDidChange.fire(undefined)
    else this.#redraw(change.ids)
  }

  /** Fires the rows whose content differs from what the editor shows, for example because of their age. */
  redraw(): void {
    this.#redraw([...this.#page.jobs.keys()])
  }

  /**
   * Moves the selection, and the list's focus, from the row of one job to that of another with the next refresh. The
   * editor keeps both by item ID, so the rows swap their IDs: `TreeView.reveal` moves the list's focus only by taking the
   * keyboard focus.
   */
  moveSelection(fromId: string, toId: string): void {
    const [from, to] = [this.#itemId(fromId), this.#itemId(toId)]
    this.#itemIds.set(fromId, to).set(toId, from)
  }

  showMore(): void {
    this.#page.showMore()
    this.#onDidChange.fire(undefined)
  }

  getChildren(element?: TreeElement): TreeElement[] {
    if (element?.kind === 'batch') return this.#batches.children(element.id).map((id) => this.#elementOf(id))
    if (element) return []
    const shown: TreeElement[] = this.#listedRows().map(({ kind, id }) => this.#elementOf(id, kind))
    return this.#page.hiddenCount > 0 ? [...shown, MORE] : shown
  }

  getParent(element: TreeElement): TreeElement | undefined {
    const batch = element.kind === 'job' ? this.#page.jobs.get(element.id)?.batch : undefined
    return batch && this.#batches.has(batch.id) ? this.#elementOf(batch.id, 'batch') : undefined
  }

  getTreeItem(element: TreeElement): vscode.TreeItem {
    if (element.kind === 'more') return moreItem(this.#page.hiddenCount)
    if (element.kind === 'batch') return this.#batchItem(element.id)
    const job = this.#page.jobs.get(element.id)
    // Removed since the editor requested the rows; an event for the whole list follows.
    if (!job) return new vscode.TreeItem('')
    const row = this.#row(job)
    this.#rows.set(job.id, row)
    return jobItem(job, row, this.#itemId(job.id))
  }

  async resolveTreeItem(item: vscode.TreeItem, element: TreeElement): Promise<vscode.TreeItem> {
    const job = element.kind === 'job' ? this.#page.jobs.get(element.id) : undefined
    if (!job) return item
    const { jobs } = this.#services
    item.tooltip = await jobTooltip(job, jobs.request(job.id), jobs.completionModel(job), this.#context())
    return item
  }

  element(id: string): TreeElement | undefined {
    return this.#page.jobs.has(id) ? this.#elementOf(id) : undefined
  }

  actions(job: Job): ReadonlySet<JobAction> {
    return availableActions(job, { hasRequest: this.#hasRequestOf(job) })
  }

  dispose(): void {
    this.#onDidChange.dispose()
  }

  #redraw(ids: readonly string[]): void {
    const stale = ids.filter((id) => {
      const [shown, job] = [this.#rows.get(id), this.#page.jobs.get(id)]
      return shown && job && JSON.stringify(shown) !== JSON.stringify(this.#row(job))
    })
    const batches = new Set(ids.flatMap((id) => this.#page.jobs.get(id)?.batch?.id ?? []))
    const staleBatches = [...batches].filter(
      (id) => this.#rows.has(id) && JSON.stringify(this.#rows.get(id)) !== JSON.stringify(this.#batchRow(id)),
    )
    const elements = [
      ...stale.map((id) => this.#elementOf(id)),
      ...staleBatches.map((id) => this.#elementOf(id, 'batch')),
    ]
    if (elements.length > 0) this.#onDidChange.fire(elements)
  }

  /** Without batches if the store cannot be read. */
  #listedRows(): readonly ListedRow[] {
    const jobs = [...this.#page.jobs.values()]
    try {
      return this.#batches.rows(jobs)
    } catch {
      return jobs.map(({ id }) => ({ kind: 'job', id }))
    }
  }

  #batchRow(id: string): Row | undefined {
    const current = this.#batches.current(id)
    return current && presentBatch(current.batch, current.jobs, this.#context())
  }

  #batchItem(id: string): vscode.TreeItem {
    const row = this.#batchRow(id)
    // Its jobs were removed since the editor requested the rows.
    if (!row) return new vscode.TreeItem('')
    this.#rows.set(id, row)
    return batchItem(row, id)
  }

  #elementOf(id: string, kind: 'job' | 'batch' = 'job'): JobElement | BatchElement {
    const element = this.#elements.get(id) ?? { kind, id }
    this.#elements.set(id, element)
    return element
  }

  #itemId(jobId: string): string {
    return this.#itemIds.get(jobId) ?? jobId
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
