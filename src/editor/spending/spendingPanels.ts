import * as vscode from 'vscode'
import type { ExtensionServices } from '../extensionServices.ts'
import { SpendingPanel } from './spendingPanel.ts'

const SPENDING_TYPE = 'wanVace.spending'

/** The tab with the charges of the account: at most one. */
export class SpendingPanels implements vscode.Disposable {
  readonly #services: ExtensionServices
  #open: SpendingPanel | undefined

  constructor(services: ExtensionServices) {
    this.#services = services
  }

  show(): void {
    if (this.#open) {
      this.#open.reveal()
      return
    }
    const title = vscode.l10n.t('Wan VACE Spending')
    this.restore(
      vscode.window.createWebviewPanel(SPENDING_TYPE, title, vscode.ViewColumn.Active, {
        enableScripts: true,
        localResourceRoots: [],
      }),
    )
  }

  /** Fills a panel that is new, or was open before a reload. */
  restore(panel: vscode.WebviewPanel): void {
    this.#open?.dispose()
    const opened = new SpendingPanel(this.#services, panel)
    this.#open = opened
    panel.onDidDispose(() => {
      opened.dispose()
      if (this.#open === opened) this.#open = undefined
    })
  }

  dispose(): void {
    this.#open?.dispose()
  }
}
