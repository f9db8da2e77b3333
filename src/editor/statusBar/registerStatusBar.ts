import * as vscode from 'vscode'
import { DisposableStore } from '../common/disposableStore.ts'
import { TimeoutTimer } from '../common/timeoutTimer.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { createRenderContext } from '../presentation/renderContext.ts'

/** Downloads and other windows report often. */
const UPDATE_DELAY_MS = 300

/** A status bar item that is visible while generations are running. Opens the Generations view. */
export function registerStatusBar(services: ExtensionServices): vscode.Disposable {
  const disposables = new DisposableStore()
  const item = disposables.add(vscode.window.createStatusBarItem('wanVace.running', vscode.StatusBarAlignment.Left))
  const timer = disposables.add(new TimeoutTimer())
  item.name = vscode.l10n.t('Wan VACE Generations')

  const update = async () => {
    // After activation, not with it.
    const { statusBarText } = await import('./statusBarText.ts')
    const hasKey = await services.connection.hasKey()
    if (disposables.isDisposed) return
    const text = statusBarText(
      runningJobs(services),
      createRenderContext(services.connection.origin, hasKey),
      services.costs.balance,
    )
    if (!text) {
      item.hide()
      return
    }
    item.text = text.text
    item.tooltip = text.tooltip
    item.command = text.needsKey ? 'wanVace.setApiKey' : 'wanVace.jobs.focus'
    item.accessibilityInformation = { label: text.ariaLabel, role: 'button' }
    item.show()
  }
  const scheduleUpdate = () => timer.setIfNotSet(() => void update(), UPDATE_DELAY_MS)

  disposables.add(services.jobs.onDidChange(scheduleUpdate))
  disposables.add(services.connection.onDidChange(scheduleUpdate))
  disposables.add(services.costs.onDidChange(scheduleUpdate))
  scheduleUpdate()
  return disposables
}

function runningJobs(services: ExtensionServices) {
  try {
    return services.jobs.running()
  } catch {
    // The store cannot be read: the Generations view says so.
    return []
  }
}
