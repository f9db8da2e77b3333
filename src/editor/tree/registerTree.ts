import * as vscode from 'vscode'
import { ABILITIES, abilitiesOf } from '../../core/job/actions.ts'
import { isRunning } from '../../core/job/job.ts'
import { formatBytes } from '../../core/text/format.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { videos } from '../presentation/format.ts'
import { JobTree } from './jobTree.ts'

/** Ages are given in steps of ten seconds at first, of a minute later. */
const RUNNING_REDRAW_MS = 10_000
const IDLE_REDRAW_MS = 60_000
/** A download reports often; the editor is told at most this often. */
const SETTLE_MS = 150

export interface GenerationsView extends vscode.Disposable {
  showMore(): void
}

/** The view "Generations": its rows, badge, description and the context keys that follow the jobs. */
export function registerTree(services: ExtensionServices): GenerationsView {
  const tree = new JobTree(services)
  const view = vscode.window.createTreeView('wanVace.jobs', { treeDataProvider: tree })
  const contextKeys = new Map<string, boolean>()
  const timers: { refresh?: NodeJS.Timeout | undefined; redraw?: NodeJS.Timeout | undefined } = {}
  let disposed = false

  const setContext = (key: string, value: boolean) => {
    if (contextKeys.get(key) === value) return
    contextKeys.set(key, value)
    void vscode.commands.executeCommand('setContext', key, value)
  }

  const decorate = () => {
    const running = tree.jobs.filter(isRunning).length
    view.badge = running === 0 ? undefined : { value: running, tooltip: runningText(running) }
    const usage = usageText(services)
    // Seen where the view shares its container with others.
    view.description = usage
    // Any text here hides the welcome text.
    view.message = tree.trouble ?? (tree.jobs.length > 0 ? usage : '')
    setContext('wanVace.hasJobs', tree.jobs.length > 0)
    const able = new Set(tree.jobs.flatMap((job) => [...abilitiesOf(job, tree.hasRequest(job))]))
    for (const ability of ABILITIES) setContext(`wanVace.${ability}`, able.has(ability))
  }

  const scheduleRedraw = () => {
    clearTimeout(timers.redraw)
    if (disposed || !view.visible || tree.jobs.length === 0) return
    const redraw = () => {
      tree.redraw()
      scheduleRedraw()
    }
    timers.redraw = setTimeout(redraw, tree.hasRunning ? RUNNING_REDRAW_MS : IDLE_REDRAW_MS)
  }

  const refreshSoon = () => {
    if (disposed) return
    timers.refresh ??= setTimeout(() => {
      timers.refresh = undefined
      tree.refresh()
      decorate()
      scheduleRedraw()
    }, SETTLE_MS)
  }

  const askForKey = async () => {
    const hasKey = await services.connection.hasKey()
    if (!disposed) tree.hasKey = hasKey
  }

  const subscriptions = [
    services.jobs.onDidChange(refreshSoon),
    services.connection.onDidChange(() => void askForKey()),
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) tree.redraw()
      scheduleRedraw()
    }),
    view,
    tree,
  ]
  decorate()
  scheduleRedraw()
  void askForKey()

  return {
    showMore: () => tree.showMore(),
    dispose: () => {
      disposed = true
      clearTimeout(timers.refresh)
      clearTimeout(timers.redraw)
      for (const subscription of subscriptions) subscription.dispose()
    },
  }
}

function runningText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 generation running') : vscode.l10n.t('{0} generations running', count)
}

/** As `12 videos, 34 MB`: the space that the kept videos take. */
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
