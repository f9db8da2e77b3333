import * as vscode from 'vscode'
import { isRunning } from '../../core/job/job.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { statusBarText } from './statusBarText.ts'

/** Downloads and other windows report often. */
const SETTLE_MS = 300

/** An item at the left of the status bar while jobs run; a click leads to the view. */
export function registerStatusBar(services: ExtensionServices): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('wanVace.running', vscode.StatusBarAlignment.Left)
  item.name = vscode.l10n.t('Wan VACE Generations')
  item.command = 'wanVace.jobs.focus'
  const timer: { settle?: NodeJS.Timeout | undefined } = {}
  let disposed = false

  const draw = async () => {
    const hasKey = await services.connection.hasKey()
    if (disposed) return
    const { origin } = services.connection
    const around = { l10n: vscode.l10n, locale: vscode.env.language, now: Date.now(), origin, hasKey }
    const text = statusBarText(runningJobs(services), around)
    if (!text) {
      item.hide()
      return
    }
    item.text = text.text
    item.tooltip = text.tooltip
    item.accessibilityInformation = { label: text.spoken, role: 'button' }
    item.show()
  }
  const drawSoon = () => {
    if (disposed) return
    timer.settle ??= setTimeout(() => {
      timer.settle = undefined
      void draw()
    }, SETTLE_MS)
  }
  drawSoon()
  return vscode.Disposable.from(
    item,
    services.jobs.onDidChange(drawSoon),
    services.connection.onDidChange(drawSoon),
    new vscode.Disposable(() => {
      disposed = true
      clearTimeout(timer.settle)
    }),
  )
}

function runningJobs(services: ExtensionServices) {
  try {
    return services.jobs.list().filter(isRunning)
  } catch {
    // The store cannot be read: the view says so.
    return []
  }
}
