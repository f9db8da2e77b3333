import * as vscode from 'vscode'
import type { ExtensionServices } from '../extensionServices.ts'
import type { PreviewNavigation, PreviewPanel } from './previewPanel.ts'

export const PREVIEW_TYPE = 'wanVace.preview'

/** Jobs whose titles are compared with restored tabs. */
const MAX_TITLES = 200

/** The open previews, at most one for each job. The code of the panel is loaded with the first preview. */
export class Previews implements PreviewNavigation, vscode.Disposable {
  readonly #services: ExtensionServices
  readonly #open = new Map<string, PreviewPanel>()

  constructor(services: ExtensionServices) {
    this.#services = services
  }

  /** Reveals the job's preview, or opens one. */
  async show(jobId: string): Promise<void> {
    const [{ PreviewPanel }, { closeUnrestoredTabs }] = await Promise.all([
      import('./previewPanel.ts'),
      import('./unrestoredTabs.ts'),
    ])
    if (!this.#open.has(jobId)) await closeUnrestoredTabs(PREVIEW_TYPE, jobId, this.#services.jobs.list(MAX_TITLES))
    const open = this.#open.get(jobId)
    if (open) {
      open.reveal()
      return
    }
    const panel = vscode.window.createWebviewPanel(
      PREVIEW_TYPE,
      vscode.l10n.t('Generation'),
      vscode.ViewColumn.Active,
      { enableScripts: true, localResourceRoots: [] },
    )
    this.#attach(panel, jobId, PreviewPanel)
  }

  /** Whether the preview of a job is the active, visible tab. */
  isInFront(jobId: string): boolean {
    return this.#open.get(jobId)?.isInFront ?? false
  }

  /** Restores a panel after a reload. Closes the panel if `state` names no job, or if its job already has a preview. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const [{ PreviewPanel }, { parsePreviewPageState }] = await Promise.all([
      import('./previewPanel.ts'),
      import('../../protocol/preview.ts'),
      // The panel shows the error if the store cannot be opened.
      this.#services.ready().catch(() => undefined),
    ])
    const savedId = parsePreviewPageState(state)?.jobId
    const jobId = savedId && this.#existingId(savedId)
    if (jobId !== undefined && !this.#open.has(jobId)) {
      this.#attach(panel, jobId, PreviewPanel)
      return
    }
    const reason = jobId === undefined ? 'it has no job' : 'its job already has one'
    this.#services.log.info(`preview: closed a restored tab because ${reason}.`)
    panel.dispose()
  }

  move(panel: PreviewPanel, jobId: string): boolean {
    if (this.#open.has(jobId)) return false
    this.#open.delete(panel.jobId)
    this.#open.set(jobId, panel)
    return true
  }

  dispose(): void {
    for (const preview of this.#open.values()) preview.dispose()
    this.#open.clear()
  }

  #attach(panel: vscode.WebviewPanel, jobId: string, Panel: typeof PreviewPanel): void {
    const preview = new Panel(this.#services, panel, jobId, this)
    this.#open.set(preview.jobId, preview)
    panel.onDidDispose(() => {
      preview.dispose()
      this.#open.delete(preview.jobId)
    })
  }

  /** The ID, or that of the retry if a retry deleted the job. */
  #existingId(jobId: string): string {
    try {
      const { jobs } = this.#services
      return jobs.get(jobId) === undefined ? (jobs.latestAttempt(jobId)?.id ?? jobId) : jobId
    } catch {
      // The panel shows the error.
      return jobId
    }
  }
}
