import * as vscode from 'vscode'
import { availableActions, type JobAction } from '../../core/job/actions.ts'
import type { Job } from '../../core/job/job.ts'
import { hasRequest } from '../common/hasRequest.ts'
import type { ListOptions } from '../common/listOptions.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { presentBatch } from '../presentation/batchRow.ts'
import type { RenderContext } from '../presentation/jobPresentation.ts'
import { presentRow, type Row } from '../presentation/jobRow.ts'
import { createRenderContext } from '../presentation/renderContext.ts'
import type { ListedRow } from './batchGroups.ts'
import { groupLabel } from './jobGroups.ts'
import { JobPage } from './jobPage.ts'
import { ListRows } from './listRows.ts'
import {
  type BatchElement,
  type GroupElement,
  type RowElement,
  type TreeElement,
  TreeElements,
} from './treeElements.ts'
import { batchItem, groupItem, jobItem, jobTooltip, moreItem } from './treeItems.ts'

/** Shows the jobs of the store as rows. Fires events only for rows that look different than before. */
export class JobTree implements vscode.TreeDataProvider<TreeElement>, vscode.Disposable {
  readonly #services: ExtensionServices
  readonly #onDidChange = new vscode.EventEmitter<TreeElement[] | undefined>()
  readonly onDidChangeTreeData = this.#onDidChange.event
  readonly #page: JobPage
  readonly #elements = new TreeElements()
  readonly #list: ListRows
  readonly #options: ListOptions
  /** The rows as the editor shows them. */
  readonly #rows = new Map<string, Row>()
  /** The labels of groups as the editor shows them. */
  readonly #groupLabels = new Map<string, string>()
  readonly #hasRequest = new Map<string, boolean>()
  /** Item IDs of jobs whose item ID is not their own. */
  readonly #itemIds = new Map<string, string>()
  #hasKey = false

  constructor(services: ExtensionServices, options: ListOptions) {
    this.#services = services
    this.#options = options
    this.#page = new JobPage(services.jobs, options.filter, options.grouping)
    this.#list = new ListRows(services.jobs, this.#page)
  }

  /** The jobs that are shown, in list order. */
  get jobs(): readonly Job[] {
    return [...this.#page.jobs.values()]
  }

  /** Number of jobs that the filter selects, including those that are not shown. */
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

  /** Shows the rows as the options say. */
  optionsChanged(): void {
    this.#rows.clear()
    this.#groupLabels.clear()
    this.#page.setOptions(this.#options.filter, this.#options.grouping)
    this.#onDidChange.fire(undefined)
  }

  /** Reads the changed jobs, or all shown jobs. Fires the rows that look different, or the list if it changed. */
  refresh(ids: ReadonlySet<string> | undefined): void {
    const change = this.#page.update(ids)
    if (change.kind === 'list') this.#onDidChange.fire(undefined)
    else this.#redraw(change.ids)
  }

  /** Fires the rows whose content differs from what the editor shows, for example because of their age. */
  redraw(): void {
    const isStale = [...this.#groupLabels].some(([key, label]) => label !== this.#groupLabel(key))
    if (isStale) this.#onDidChange.fire(undefined)
    else this.#redraw([...this.#page.jobs.keys()])
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

  /** Shows more rows of a group, or, if `group` is empty, of the whole list. */
  showMore(group: string): void {
    this.#page.showMore(group)
    this.#onDidChange.fire(group === '' ? undefined : [this.#elements.of({ kind: 'group', id: group })])
  }

  getChildren(element?: TreeElement): TreeElement[] {
    if (element?.kind === 'more' || element?.kind === 'job') return []
    if (!element) return this.#withMore(this.#list.read().map((row) => this.#elements.of(row)))
    const rows = this.#list.children(rowOf(element)).map((id) => this.#elements.of({ kind: 'job', id }))
    return element.kind === 'group' ? this.#withMore(rows, element.key) : rows
  }

  getParent(element: TreeElement): TreeElement | undefined {
    if (element.kind === 'more' && element.group !== '') {
      return this.#elements.of({ kind: 'group', id: element.group })
    }
    const job = element.kind === 'job' ? this.#page.jobs.get(element.id) : undefined
    const parent = job && this.#list.parent(job)
    return parent && this.#elements.of(parent)
  }

  getTreeItem(element: TreeElement): vscode.TreeItem {
    if (element.kind === 'more') return moreItem(this.#page.hiddenCount(element.group), element.group)
    if (element.kind === 'batch') return this.#batchItem(element.id)
    if (element.kind === 'group') return this.#groupItem(element.key)
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
    const parts = { videosFolder: jobs.videosFolder, completionModel: jobs.completionModel(job) }
    item.tooltip = await jobTooltip(job, parts, this.#context())
    return item
  }

  element(id: string): TreeElement | undefined {
    return this.#page.jobs.has(id) ? this.#elements.of({ kind: 'job', id }) : undefined
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
      ...stale.map((id) => this.#elements.of({ kind: 'job', id })),
      ...staleBatches.map((id) => this.#elements.of({ kind: 'batch', id })),
    ]
    if (elements.length > 0) this.#onDidChange.fire(elements)
  }

  #batchRow(id: string): Row | undefined {
    const current = this.#list.batches.current(id)
    return current && presentBatch(current.batch, current.jobs, this.#context())
  }

  #batchItem(id: string): vscode.TreeItem {
    const row = this.#batchRow(id)
    // Its jobs were removed since the editor requested the rows.
    if (!row) return new vscode.TreeItem('')
    this.#rows.set(id, row)
    return batchItem(row, id)
  }

  #groupItem(key: string): vscode.TreeItem {
    const label = this.#groupLabel(key)
    this.#groupLabels.set(key, label)
    const { count = 0 } = this.#page.groups.find((group) => group.key === key) ?? {}
    return groupItem(label, key, { count, isExpanded: this.#page.isExpanded(key) })
  }

  #groupLabel(key: string): string {
    const { grouping } = this.#list
    return grouping === undefined ? '' : groupLabel(key, grouping, this.#context())
  }

  /** Adds a row to a group, or to the whole list, if there is more to show. */
  #withMore(rows: readonly RowElement[], group = ''): TreeElement[] {
    if (this.#page.hiddenCount(group) === 0) return [...rows]
    return [...rows, this.#elements.more(group)]
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

function rowOf(element: BatchElement | GroupElement): ListedRow {
  return element.kind === 'group' ? { kind: 'group', id: element.key } : element
}
