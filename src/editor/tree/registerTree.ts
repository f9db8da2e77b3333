import * as vscode from 'vscode'
import { JOB_ACTIONS } from '../../core/job/actions.ts'
import { isRunning } from '../../core/job/job.ts'
import { isEmptyFilter } from '../../core/job/jobFilter.ts'
import { formatBytes } from '../../core/text/format.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import { ListOptions } from '../common/listOptions.ts'
import { TimeoutTimer } from '../common/timeoutTimer.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { describeFilter } from '../presentation/filterText.ts'
import { videos } from '../presentation/format.ts'
import { DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'
import { DRAG_CONTROLLER } from './dragJobs.ts'
import { JobTree } from './jobTree.ts'
import { registerVideoDrop } from './registerVideoDrop.ts'
import { SubmittedSelection } from './submittedSelection.ts'

/** Ages are shown in steps of ten seconds during the first minute, and of one minute after that. */
const RUNNING_REDRAW_MS = 10_000
const IDLE_REDRAW_MS = 60_000
/** Downloads report their progress often. */
const REFRESH_DELAY_MS = 150
const MAX_MESSAGE_LENGTH = 500

export interface GenerationsView extends vscode.Disposable {
  readonly options: ListOptions
  /** Shows more rows of a group, or, if `group` is empty, of the whole list. */
  showMore(group: string): void
}

/** The Generations view: its rows, badge and description, and the context keys that depend on the jobs. */
export function registerTree(services: ExtensionServices, memento: vscode.Memento): GenerationsView {
  const disposables = new DisposableStore()
  const options = disposables.add(new ListOptions(memento, services.contextKeys))
  const tree = disposables.add(new JobTree(services, options))
  const view = disposables.add(
    vscode.window.createTreeView('wanVace.jobs', {
      treeDataProvider: tree,
      canSelectMany: true,
      dragAndDropController: DRAG_CONTROLLER,
    }),
  )
  services.selection.track(() => view.selection.flatMap((element) => (element.kind === 'job' ? [element.id] : [])))
  disposables.add(registerVideoDrop(services))
  const selection = new SubmittedSelection(services, tree, view)
  const refreshTimer = disposables.add(new TimeoutTimer())
  const redrawTimer = disposables.add(new TimeoutTimer())

  const updateView = () => {
    const running = runningCount(services, tree)
    view.badge = running === 0 ? undefined : { value: running, tooltip: runningText(running) }
    const usage = usageText(services)
    // Visible where the view shares its container with other views.
    view.description = usage
    // Any message hides the welcome content.
    if (tree.error === undefined) view.message = tree.total > 0 ? filterMessage(services, tree, options) || usage : ''
    else void showError(view, tree.error)
    services.contextKeys.set('wanVace.hasJobs', tree.total > 0 || jobCount(services) > 0)
    services.contextKeys.set('wanVace.hasPlannedBatch', hasPlannedBatch(services))
    const available = new Set(tree.jobs.flatMap((job) => [...tree.actions(job)]))
    for (const action of JOB_ACTIONS) services.contextKeys.set(`wanVace.can.${action}`, available.has(action))
  }

  const scheduleRedraw = () => {
    redrawTimer.cancel()
    if (!view.visible || tree.total === 0) return
    const redraw = () => {
      tree.redraw()
      scheduleRedraw()
    }
    redrawTimer.setIfNotSet(redraw, tree.jobs.some(isRunning) ? RUNNING_REDRAW_MS : IDLE_REDRAW_MS)
  }

  /** The changed jobs; undefined if any job may have changed. */
  let changed: Set<string> | undefined = new Set()
  const refresh = () => {
    const ids = changed
    changed = new Set()
    tree.refresh(ids)
    updateView()
    scheduleRedraw()
    selection.apply()
  }

  const updateKey = async () => {
    const hasKey = await services.connection.hasKey()
    if (!disposables.isDisposed) tree.hasKey = hasKey
  }

  disposables.add(services.jobs.onDidSubmit((id) => selection.jobSubmitted(id)))
  disposables.add(
    services.jobs.onDidChange((ids) => {
      changed = ids && changed && new Set([...changed, ...ids])
      refreshTimer.setIfNotSet(refresh, REFRESH_DELAY_MS)
    }),
  )
  disposables.add(services.connection.onDidChange(() => void updateKey()))
  disposables.add(
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) tree.redraw()
      scheduleRedraw()
      selection.apply()
    }),
  )
  disposables.add(
    options.onDidChange(() => {
      tree.optionsChanged()
      updateView()
    }),
  )
  updateView()
  scheduleRedraw()
  void updateKey()
  return { options, showMore: (group) => tree.showMore(group), dispose: () => disposables.dispose() }
}

/** Number of running jobs, also of those that are not shown. */
function runningCount(services: ExtensionServices, tree: JobTree): number {
  const shown = tree.jobs
  return tree.total > shown.length ? services.jobs.running().length : shown.filter(isRunning).length
}

/** Number of jobs, also of those that the filter hides. */
function jobCount({ jobs }: ExtensionServices): number {
  try {
    return jobs.count()
  } catch {
    // The store cannot be read: the view's message says so.
    return 0
  }
}

/** What is shown, such as `3 of 120 · #rain`; empty without a filter. */
function filterMessage(services: ExtensionServices, tree: JobTree, { filter }: ListOptions): string {
  if (isEmptyFilter(filter)) return ''
  const shown = vscode.l10n.t('{0} of {1}', tree.total, jobCount(services))
  return `${shown} · ${describeFilter(filter, vscode.l10n)}`
}

function hasPlannedBatch({ jobs }: ExtensionServices): boolean {
  try {
    return jobs.plannedBatches().length > 0
  } catch {
    // The store cannot be read: the view's message says so.
    return false
  }
}

/** Shows why the store cannot be read. Loads the texts on first use. */
async function showError(view: vscode.TreeView<unknown>, error: unknown): Promise<void> {
  const { thrownErrorText } = await import('../presentation/errorText.ts')
  view.message = toSingleLine(thrownErrorText(error, DISPLAY_LANGUAGE), MAX_MESSAGE_LENGTH)
}

function runningText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 generation running') : vscode.l10n.t('{0} generations running', count)
}

/** The disk space that the videos use, such as `12 videos, 34 MB`. */
function usageText(services: ExtensionServices): string {
  try {
    const usage = services.jobs.usage()
    return usage.videos === 0
      ? ''
      : `${videos(usage.videos, vscode.l10n)}, ${formatBytes(usage.sizeBytes, vscode.env.language)}`
  } catch {
    // The store cannot be read: the view's message says so.
    return ''
  }
}
