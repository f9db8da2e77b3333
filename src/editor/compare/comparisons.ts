import * as vscode from 'vscode'
import { type Comparison, parseComparePageState } from '../../protocol/compare.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { ComparePanel } from './comparePanel.ts'

/** The open comparisons, at most one for the same videos. */
export class Comparisons implements vscode.Disposable {
  readonly #services: ExtensionServices
  readonly #viewType: string
  readonly #open = new Map<string, { readonly panel: vscode.WebviewPanel; readonly content: ComparePanel }>()

  constructor(services: ExtensionServices, viewType: string) {
    this.#services = services
    this.#viewType = viewType
  }

  /** Reveals the comparison of the same videos, or opens one. */
  show(comparison: Comparison): void {
    const open = this.#open.get(keyOf(comparison))
    if (open) {
      open.panel.reveal()
      return
    }
    const panel = vscode.window.createWebviewPanel(
      this.#viewType,
      vscode.l10n.t('Comparison'),
      vscode.ViewColumn.Active,
      { enableScripts: true, localResourceRoots: [] },
    )
    this.#attach(panel, comparison)
  }

  /** Restores a panel after a reload. Closes the panel if `state` describes no comparison. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    // Without the store, the page shows that there is nothing to compare.
    await this.#services.ready().catch(() => undefined)
    const comparison = parseComparePageState(state)?.comparison
    if (comparison !== undefined && !this.#open.has(keyOf(comparison))) {
      this.#attach(panel, comparison)
      return
    }
    this.#services.log.info('compare: closed a restored tab.')
    panel.dispose()
  }

  /** The comparison in the active tab starts an export. */
  exportActive(): Promise<void> {
    const active = [...this.#open.values()].find(({ panel }) => panel.active)
    return active ? active.content.export() : Promise.resolve()
  }

  dispose(): void {
    for (const { content } of this.#open.values()) content.dispose()
    this.#open.clear()
  }

  #attach(panel: vscode.WebviewPanel, comparison: Comparison): void {
    const content = new ComparePanel(this.#services, panel, comparison)
    this.#open.set(keyOf(comparison), { panel, content })
    panel.onDidDispose(() => {
      content.dispose()
      this.#open.delete(keyOf(comparison))
    })
  }
}

function keyOf({ jobIds, withSource = false, axes }: Comparison): string {
  return JSON.stringify([withSource, axes?.column, axes?.row, ...[...jobIds].sort()])
}
