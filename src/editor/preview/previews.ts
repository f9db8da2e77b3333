import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import { previewedJobId, previewUri } from '../common/previewUri.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import type { PreviewForms } from './previewForms.ts'
import type { PreviewPanel, PreviewPanelOptions } from './previewPanel.ts'

interface OpenPreview {
  /** Undefined for a file. */
  readonly jobId: string | undefined
  readonly preview: PreviewPanel
}

/** The open previews. The code of the panel is loaded with the first preview. */
export class Previews implements vscode.Disposable {
  readonly #services: ExtensionServices
  readonly #forms: () => Promise<PreviewForms>
  readonly #open = new Map<vscode.WebviewPanel, OpenPreview>()

  constructor(services: ExtensionServices, forms: () => Promise<PreviewForms>) {
    this.#services = services
    this.#forms = forms
  }

  /** Reveals the job's preview, or opens one. */
  async show(jobId: string, { preserveFocus = false } = {}): Promise<void> {
    for (const [panel, open] of this.#open) if (open.jobId === jobId) return panel.reveal(undefined, preserveFocus)
    const job = this.#services.jobs.get(jobId)
    if (!job) throw new AppError('conflict', vscode.l10n.t('This generation is no longer in the list.'))
    await vscode.commands.executeCommand('vscode.open', previewUri(job), { preserveFocus })
  }

  /** Whether the preview of a job is the active, visible tab. */
  isInFront(jobId: string): boolean {
    return [...this.#open.values()].some((open) => open.jobId === jobId && open.preview.isInFront)
  }

  /** The preview in front, of a job or of a file; undefined if another tab is. */
  get active(): PreviewPanel | undefined {
    return [...this.#open.values()].find(({ preview }) => preview.isInFront)?.preview
  }

  /** Shows the job of a resource in a tab that the editor opened or restored. */
  async attach(uri: vscode.Uri, panel: vscode.WebviewPanel): Promise<void> {
    const jobId = previewedJobId(uri) ?? ''
    const [{ JobContent }] = await Promise.all([
      import('./jobContent.ts'),
      // The page shows the error if the store cannot be opened.
      this.#services.ready().catch(() => undefined),
    ])
    await this.#attach(panel, jobId, {
      folder: vscode.Uri.file(this.#services.jobs.videosFolder),
      createContent: (host) => new JobContent(this.#services, host, jobId, (by) => this.#replace(uri, panel, by)),
    })
  }

  /** Shows a video file in a tab that the editor opened or restored. */
  async attachFile(file: vscode.Uri, panel: vscode.WebviewPanel): Promise<void> {
    const [{ FileContent }, sizeBytes] = await Promise.all([import('./fileContent.ts'), sizeOf(file)])
    await this.#attach(panel, undefined, {
      folder: vscode.Uri.joinPath(file, '..'),
      createContent: (host) => new FileContent(file, sizeBytes, host, this.#services.log),
    })
  }

  dispose(): void {
    for (const { preview } of this.#open.values()) preview.dispose()
    this.#open.clear()
  }

  async #attach(
    panel: vscode.WebviewPanel,
    jobId: string | undefined,
    options: Pick<PreviewPanelOptions, 'folder' | 'createContent'>,
  ): Promise<void> {
    const [{ PreviewPanel }, { Frames }] = await Promise.all([import('./previewPanel.ts'), import('./frames.ts')])
    const { extensionUri, log } = this.#services
    const preview = new PreviewPanel(panel, { extensionUri, log, frames: new Frames(this.#forms, log), ...options })
    this.#open.set(panel, { jobId, preview })
    panel.onDidDispose(() => {
      preview.dispose()
      this.#open.delete(panel)
    })
  }

  /**
   * Opens another job in the place of a tab, with the focus where it is. Returns false if the job has a preview already,
   * or is not in the list.
   */
  #replace(uri: vscode.Uri, panel: vscode.WebviewPanel, jobId: string): boolean {
    const job = this.#services.jobs.get(jobId)
    if (!job || [...this.#open.values()].some((open) => open.jobId === jobId)) return false
    const options = {
      viewColumn: panel.viewColumn ?? vscode.ViewColumn.Active,
      preserveFocus: !panel.active,
      preview: isPreviewTab(uri, panel.viewColumn),
    }
    // An italic tab is replaced by the editor.
    vscode.commands.executeCommand('vscode.openWith', previewUri(job), 'wanVace.preview', options).then(
      () => panel.dispose(),
      (error) => this.#services.log.error(`preview: ${error}`),
    )
    return true
  }
}

/** Returns undefined if the file cannot be read. */
async function sizeOf(file: vscode.Uri): Promise<number | undefined> {
  try {
    return (await vscode.workspace.fs.stat(file)).size
  } catch {
    return undefined
  }
}

/** Whether the title of the tab is italic: the next preview replaces it. */
function isPreviewTab(uri: vscode.Uri, column: vscode.ViewColumn | undefined): boolean {
  const group = vscode.window.tabGroups.all.find(({ viewColumn }) => viewColumn === column)
  return (
    group?.tabs.some(
      ({ input, isPreview }) =>
        isPreview && input instanceof vscode.TabInputCustom && input.uri.toString() === uri.toString(),
    ) ?? false
  )
}
