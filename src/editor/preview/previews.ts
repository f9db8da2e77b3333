import * as vscode from 'vscode'
import type { Job } from '../../core/job/job.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { closeTabs } from './dormantTabs.ts'
import type { PreviewPanel } from './previewPanel.ts'

export const PREVIEW_TYPE = 'wanVace.preview'

/** The open previews: one a job. What a panel needs is loaded with the first one, not at activation. */
export class Previews implements vscode.Disposable {
  readonly #services: ExtensionServices
  readonly #open = new Map<string, PreviewPanel>()

  constructor(services: ExtensionServices) {
    this.#services = services
  }

  /** Shows the job's preview, opening it where there is none. */
  async show(jobId: string): Promise<void> {
    const [{ PreviewPanel }, { panelTitle }] = await Promise.all([
      import('./previewPanel.ts'),
      import('./previewModel.ts'),
    ])
    if (!this.#open.has(jobId)) await this.#closeDormant(jobId, (job) => panelTitle(job, vscode.l10n))
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
    this.#adopt(panel, jobId, PreviewPanel)
  }

  /** Fills a panel that the editor brought back. Closes it when it is nobody's, or a second one of its job. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const [{ PreviewPanel }, { parsePreviewPageState }] = await Promise.all([
      import('./previewPanel.ts'),
      import('../../protocol/preview.ts'),
    ])
    const jobId = parsePreviewPageState(state)?.jobId
    if (jobId !== undefined && !this.#open.has(jobId)) {
      this.#adopt(panel, jobId, PreviewPanel)
      return
    }
    this.#services.log.info(
      `preview: closed a restored tab, ${jobId === undefined ? 'of no job' : 'a second of its job'}.`,
    )
    panel.dispose()
  }

  dispose(): void {
    for (const preview of this.#open.values()) preview.dispose()
    this.#open.clear()
  }

  /** A tab of this job that was never shown since the reload would be a second one. Left alone where it may be another's. */
  async #closeDormant(jobId: string, titleOf: (job: Job) => string): Promise<void> {
    const jobs = this.#services.jobs.list()
    const job = jobs.find(({ id }) => id === jobId)
    if (!job) return
    const title = titleOf(job)
    if (jobs.filter((each) => titleOf(each) === title).length === 1) await closeTabs(PREVIEW_TYPE, title)
  }

  #adopt(panel: vscode.WebviewPanel, jobId: string, Panel: typeof PreviewPanel): void {
    const preview = new Panel(this.#services, panel, jobId)
    this.#open.set(jobId, preview)
    panel.onDidDispose(() => {
      preview.dispose()
      this.#open.delete(jobId)
    })
  }
}
