import * as vscode from 'vscode'
import type { Comparison } from '../../protocol/compare.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import type { Comparisons } from './comparisons.ts'

export interface CompareSurface extends vscode.Disposable {
  /** Shows a comparison of videos. */
  show(comparison: Comparison): Promise<void>
  /** Exports the comparison in the active tab. */
  exportActive(): Promise<void>
}

const VIEW_TYPE = 'wanVace.compare'

/** Registers the comparisons, and restores them after a reload. Their code is loaded with the first one. */
export function registerCompare(services: ExtensionServices): CompareSurface {
  const disposables = new DisposableStore()
  let loading: Promise<Comparisons> | undefined
  const load = () => {
    loading ??= import('./comparisons.ts').then(({ Comparisons }) =>
      disposables.add(new Comparisons(services, VIEW_TYPE)),
    )
    return loading
  }
  disposables.add(
    vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: async (panel, state: unknown) => (await load()).restore(panel, state),
    }),
  )
  return {
    show: async (comparison) => (await load()).show(comparison),
    exportActive: async () => (await load()).exportActive(),
    dispose: () => disposables.dispose(),
  }
}
