import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as vscode from 'vscode'
import type { GenerationRequest } from '../../core/job/job.ts'
import { sourceFileName } from '../../jobs/video/videoFiles.ts'
import {
  type CompareTileAction,
  type Comparison,
  type MessageToComparePage,
  parseMessageFromComparePage,
} from '../../protocol/compare.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import { loadWebviewPage } from '../common/loadWebviewPage.ts'
import { panelIcon } from '../common/panelIcon.ts'
import { withCancellableProgress } from '../common/progress.ts'
import { showError } from '../common/showError.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'
import { ComparedFiles } from './comparedFiles.ts'
import type { ComparedSource, CompareInput } from './compareInput.ts'
import { compareTitle, compareView, SOURCE_TILE } from './compareView.ts'
import { exportComparison } from './exportComparison.ts'
import { PageExports } from './pageExports.ts'

/** Shows a comparison in a webview panel until the panel is closed. */
export class ComparePanel implements vscode.Disposable {
  readonly #services: ExtensionServices
  readonly #panel: vscode.WebviewPanel
  readonly #comparison: Comparison
  readonly #files: ComparedFiles
  readonly #exports = new PageExports((message) => this.#send(message))
  readonly #disposables = new DisposableStore()
  /** A request never changes, and one with a `data:` URI is large. */
  readonly #requests = new Map<string, GenerationRequest>()
  #isDownloadingSource = false
  /** The last view that was sent to the current page, as JSON. */
  #posted: string | undefined

  constructor(services: ExtensionServices, panel: vscode.WebviewPanel, comparison: Comparison) {
    this.#services = services
    this.#panel = panel
    this.#comparison = comparison
    const webviewUrl = (path: string) => panel.webview.asWebviewUri(vscode.Uri.file(path)).toString()
    this.#files = new ComparedFiles(webviewUrl, () => this.#update())
    this.#disposables.add(panel.webview.onDidReceiveMessage((message) => this.#receive(message)))
    this.#disposables.add(
      panel.onDidChangeViewState(() => {
        // A hidden page is unloaded.
        if (!panel.visible) this.#exports.finish({ error: vscode.l10n.t('The tab was hidden.') })
      }),
    )
    const tracked = new Set(comparison.jobIds)
    this.#disposables.add(
      services.jobs.onDidChange((ids) => {
        if (ids === undefined || [...ids].some((id) => tracked.has(id))) this.#update()
      }),
    )
    this.#load()
    this.#copyLocalSource()
    this.#update()
  }

  /** "Export Comparison". Errors are shown. */
  async export(): Promise<void> {
    try {
      await exportComparison(
        (format, signal, onProgress) => this.#exports.make(format, signal, onProgress),
        this.#services.log,
      )
    } catch (error) {
      await showError(error, this.#services.log, 'wanVace.exportComparison')
    }
  }

  /** Does not close the panel. */
  dispose(): void {
    this.#disposables.dispose()
    this.#exports.dispose()
  }

  #load(): void {
    const { extensionUri, jobs } = this.#services
    this.#panel.iconPath = panelIcon(extensionUri)
    loadWebviewPage(this.#panel.webview, extensionUri, {
      name: 'compare',
      folders: [vscode.Uri.file(jobs.videosFolder)],
      videos: ['files'],
      data: { comparison: JSON.stringify(this.#comparison) },
    })
  }

  #send(message: MessageToComparePage): void {
    void this.#panel.webview.postMessage(message)
  }

  /** Sends the current view to the page. A hidden page is unloaded, and sends `ready` when it is shown again. */
  #update(): void {
    const input = this.#read()
    const title = compareTitle(input, vscode.l10n)
    if (this.#panel.title !== title) this.#panel.title = title
    if (!this.#panel.visible) return
    const message: MessageToComparePage = { type: 'show', view: compareView(input, DISPLAY_LANGUAGE) }
    const text = JSON.stringify(message)
    if (text === this.#posted) return
    this.#posted = text
    this.#send(message)
  }

  #read(): CompareInput {
    const { jobs } = this.#services
    const compared = this.#comparison.jobIds.map((id) => {
      const job = jobs.get(id)
      return {
        ...{ id, job },
        request: job && this.#request(id),
        file: this.#files.file(id, job && jobs.videoPath(job)),
      }
    })
    return { jobs: compared, source: this.#source(), axes: this.#comparison.axes }
  }

  #source(): ComparedSource | undefined {
    const [id] = this.#comparison.jobIds
    if (this.#comparison.withSource !== true || id === undefined) return undefined
    const path = join(this.#services.jobs.videosFolder, sourceFileName({ id }))
    const url = this.#request(id)?.values['video_url']
    return {
      file: this.#files.file(SOURCE_TILE, existsSync(path) ? path : undefined),
      url: typeof url === 'string' ? url : undefined,
      isDownloading: this.#isDownloadingSource,
    }
  }

  #request(id: string): GenerationRequest | undefined {
    const request = this.#requests.get(id) ?? this.#services.jobs.request(id)
    if (request !== undefined) this.#requests.set(id, request)
    return request
  }

  /** A source that the request contains needs no connection. */
  #copyLocalSource(): void {
    const source = this.#source()
    if (source?.file === undefined && source?.url?.startsWith('data:')) void this.#downloadSource()
  }

  async #downloadSource(): Promise<void> {
    const [id] = this.#comparison.jobIds
    if (id === undefined || this.#isDownloadingSource) return
    this.#isDownloadingSource = true
    this.#update()
    try {
      const actions = await this.#services.actions()
      await withCancellableProgress(vscode.l10n.t('Downloading the source video'), (signal, onProgress) =>
        actions.downloadSource(id, { signal, onProgress }),
      )
    } catch (error) {
      void showError(error, this.#services.log, 'compare')
    } finally {
      this.#isDownloadingSource = false
      if (!this.#disposables.isDisposed) this.#update()
    }
  }

  #receive(raw: unknown): void {
    const message = parseMessageFromComparePage(raw)
    switch (message?.type) {
      case 'ready':
        this.#posted = undefined
        this.#exports.pageLoaded()
        this.#update()
        return
      case 'runTileAction':
        this.#runTileAction(message.id, message.action)
        return
      case 'playbackError':
        this.#services.log.warn(`compare: the video of ${message.id} cannot be played.`)
        this.#files.markUnplayable(message.id)
        this.#update()
        return
      case 'read':
        void this.#answerRead(message)
        return
      case 'open':
        if (this.#has(message.id)) void vscode.commands.executeCommand('wanVace.open', message.id)
        return
      case 'chooseExport':
        void this.export()
        return
      case 'exportProgress':
        this.#exports.progress(message.share)
        return
      case 'exported':
        this.#exports.finish(message)
        return
      case 'setFavorite':
        void this.#setFavorite(message.id, message.isFavorite)
        return
      case 'keepOnly':
        this.#removeOthers(message.id)
        return
      case undefined:
        this.#services.log.warn('compare: ignored an invalid message.')
    }
  }

  #runTileAction(id: string, action: CompareTileAction): void {
    if (action === 'downloadSource') void this.#downloadSource()
    else if (this.#has(id)) void vscode.commands.executeCommand('wanVace.downloadAgain', id)
  }

  async #setFavorite(id: string, isFavorite: boolean): Promise<void> {
    if (!this.#has(id)) return
    try {
      await (await this.#services.actions()).annotate([id], { isFavorite })
    } catch (error) {
      await showError(error, this.#services.log, 'compare')
    }
  }

  /** The command asks for confirmation and offers Undo. */
  #removeOthers(keptId: string): void {
    const others = this.#comparison.jobIds.filter((id) => id !== keptId && this.#services.jobs.get(id) !== undefined)
    if (!this.#has(keptId) || others.length === 0) return
    void vscode.commands.executeCommand('wanVace.remove', others[0], others)
  }

  #has(id: string): boolean {
    return this.#comparison.jobIds.includes(id)
  }

  async #answerRead(request: { requestId: number; id: string; start: number; end: number }): Promise<void> {
    const { requestId, id, start, end } = request
    const bytes = await this.#files.read(id, start, end)
    this.#send({ type: 'bytes', requestId, ...(bytes ? { bytes } : {}) })
  }
}
