import * as vscode from 'vscode'
import { DisposableStore } from '../common/disposableStore.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import type { SpendingPanels } from './spendingPanels.ts'

export interface SpendingSurface extends vscode.Disposable {
  /** Loads the code of the page on first use. */
  show(): Promise<void>
}

/** Registers the spending page, and restores it after a reload. */
export function registerSpending(services: ExtensionServices): SpendingSurface {
  const disposables = new DisposableStore()
  let loading: Promise<SpendingPanels> | undefined
  const panels = () => {
    loading ??= import('./spendingPanels.ts').then(({ SpendingPanels }) =>
      disposables.add(new SpendingPanels(services)),
    )
    return loading
  }
  disposables.add(
    vscode.window.registerWebviewPanelSerializer('wanVace.spending', {
      deserializeWebviewPanel: async (panel) => (await panels()).restore(panel),
    }),
  )
  return { show: async () => (await panels()).show(), dispose: () => disposables.dispose() }
}
