import * as vscode from 'vscode'
import type { ContextKeys } from './common/contextKeys.ts'
import { DisposableStore } from './common/disposableStore.ts'
import { TimeoutTimer } from './common/timeoutTimer.ts'

/** VS Code reads the walkthrough after it has shown the tab, and sends no event then. */
const READ_DELAY_MS = 1500

/**
 * Checks off the steps of the walkthrough that were done before it is shown. VS Code checks off a step only when one of its
 * conditions becomes true after it has read the walkthrough. So each has a variant for both values of a key that changes
 * when the tab of the Welcome page may have opened, and again after that. The tab has no type that extensions know.
 */
export function registerWalkthrough(contextKeys: ContextKeys): vscode.Disposable {
  const disposables = new DisposableStore()
  const timer = disposables.add(new TimeoutTimer())
  const set = (value: boolean) => contextKeys.set('wanVace.walkthroughMayBeNew', value)
  disposables.add(
    vscode.window.tabGroups.onDidChangeTabs(({ opened, changed }) => {
      if (![...opened, ...changed].some(({ input }) => input === undefined)) return
      set(true)
      timer.cancelAndSet(() => set(false), READ_DELAY_MS)
    }),
  )
  return disposables
}
