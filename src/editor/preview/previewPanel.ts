import { randomBytes } from 'node:crypto'
import * as vscode from 'vscode'
import { messageOf } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import {
  type MessageToPreviewPage,
  type PreviewAction,
  type PreviewView,
  parseMessageFromPreviewPage,
} from '../../protocol/preview.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { thrownErrorText } from '../presentation/errorText.ts'
import { createRenderContext, DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'
import { previewHtml } from './previewHtml.ts'
import type { PreviewInput } from './previewInput.ts'
import { panelTitle, previewView, retriedView, unavailableView } from './previewModel.ts'
import { ShownJob } from './shownJob.ts'
import { mediaOrigin, playableUrl, videoSource } from './videoSource.ts'

/** What a panel needs to show another job. */
export interface PreviewNavigation {
  /** To be called before a panel shows another job. Returns false if that job has its own preview. */
  move(panel: PreviewPanel, jobId: string): boolean
}

/** Shows one job in a webview panel until the panel is closed. The store is the only source of what the page shows. */
export class PreviewPanel implements vscode.Disposable {
  readonly #services: ExtensionServices
  readonly #panel: vscode.WebviewPanel
  readonly #shown: ShownJob
  readonly #disposables = new DisposableStore()
  #hasKey = true
  /** The content security policy of the current page; undefined before the first page is loaded. */
  #policy: { readonly mediaOrigin: string | undefined } | undefined
  /** The last message to the current page, as JSON. */
  #posted: string | undefined

  constructor(services: ExtensionServices, panel: vscode.WebviewPanel, jobId: string, previews: PreviewNavigation) {
    this.#services = services
    this.#panel = panel
    this.#shown = new ShownJob(jobId, {
      jobs: services.jobs,
      canMoveTo: (to) => previews.move(this, to),
      fileUrl: (path) => panel.webview.asWebviewUri(vscode.Uri.file(path)).toString(),
    })
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [this.#dist, vscode.Uri.file(services.jobs.videosFolder)],
    }
    panel.iconPath = {
      light: vscode.Uri.joinPath(services.extensionUri, 'media', 'preview-light.svg'),
      dark: vscode.Uri.joinPath(services.extensionUri, 'media', 'preview-dark.svg'),
    }
    this.#disposables.add(
      services.jobs.onDidChange((ids) => {
        if (ids === undefined || ids.has(this.#shown.id)) this.#update()
      }),
    )
    this.#disposables.add(services.connection.onDidChange(() => this.#readKey()))
    this.#disposables.add(panel.webview.onDidReceiveMessage((message) => this.#receive(message)))
    this.#update()
    this.#readKey()
  }

  get jobId(): string {
    return this.#shown.id
  }

  get isInFront(): boolean {
    return this.#panel.active && this.#panel.visible
  }

  reveal(): void {
    this.#panel.reveal()
  }

  /** Does not close the panel. */
  dispose(): void {
    this.#disposables.dispose()
  }

  get #dist(): vscode.Uri {
    return vscode.Uri.joinPath(this.#services.extensionUri, 'dist', 'webview')
  }

  #readKey(): void {
    const update = (hasKey: boolean) => {
      this.#hasKey = hasKey
      this.#update()
    }
    this.#services.connection.hasKey().then(update, (error) => this.#services.log.error(`preview: ${messageOf(error)}`))
  }

  /** Sends the current view to the page. A hidden page is unloaded, and sends `ready` when it is shown again. */
  #update(): void {
    const { input, view } = this.#read()
    const title = input ? panelTitle(input.job, vscode.l10n) : view.status.label
    if (this.#panel.title !== title) this.#panel.title = title
    const origin = input && mediaOrigin(input)
    // The policy may keep an origin that is no longer needed, so that the page is not reloaded when the file is saved.
    const isAllowed = this.#policy !== undefined && (origin === undefined || origin === this.#policy.mediaOrigin)
    if (!isAllowed) this.#load(origin)
    else if (this.#panel.visible) this.#post(view)
  }

  #load(origin: string | undefined): void {
    const { webview } = this.#panel
    const uri = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(this.#dist, name)).toString()
    this.#policy = { mediaOrigin: origin }
    this.#posted = undefined
    webview.html = previewHtml({
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64url'),
      language: vscode.env.language,
      jobId: this.#shown.id,
      scriptUri: uri('preview.js'),
      styleUri: uri('preview.css'),
      codiconUri: uri('codicon.css'),
      mediaOrigin: origin,
    })
  }

  #post(view: PreviewView): void {
    const message: MessageToPreviewPage = { type: 'show', view }
    const text = JSON.stringify(message)
    if (text === this.#posted) return
    this.#posted = text
    void this.#panel.webview.postMessage(message)
  }

  #read(): { input: PreviewInput | undefined; view: PreviewView } {
    try {
      const input = this.#shown.read()
      if (!input) return { input, view: this.#missingView() }
      return { input, view: previewView(input, createRenderContext(this.#services.connection.origin, this.#hasKey)) }
    } catch (error) {
      this.#services.log.error(`preview: ${messageOf(error)}`)
      return {
        input: undefined,
        view: unavailableView(this.#shown.id, thrownErrorText(error, DISPLAY_LANGUAGE), vscode.l10n),
      }
    }
  }

  #missingView(): PreviewView {
    const { id, newAttemptId } = this.#shown
    return newAttemptId === undefined ? unavailableView(id, undefined, vscode.l10n) : retriedView(id, vscode.l10n)
  }

  #showAttempt(jobId: string | undefined): void {
    if (jobId === undefined) return
    if (this.#shown.moveTo(jobId)) this.#update()
    else void vscode.commands.executeCommand('wanVace.open', jobId)
  }

  #receive(raw: unknown): void {
    const message = parseMessageFromPreviewPage(raw)
    switch (message?.type) {
      case 'ready':
        this.#posted = undefined
        this.#update()
        return
      case 'playbackError':
        this.#markUnplayable(message.src, message.code)
        return
      case 'runAction':
        this.#runAction(message.action)
        return
      case undefined:
        this.#services.log.warn('preview: ignored an invalid message.')
    }
  }

  #markUnplayable(src: string, code: number): void {
    const { input } = this.#read()
    // An error of another URL is out of date or forged.
    if (!input || src !== videoSource(input)) return
    this.#services.log.warn(`preview: job ${this.#shown.id} cannot be played (media error ${code}).`)
    this.#shown.markUnplayable(src)
    this.#update()
  }

  /** Runs an action of the page if it is available for the current state of the job. */
  #runAction(action: PreviewAction): void {
    const { input, view } = this.#read()
    const inSections = view.sections.flatMap((section) => [section.action, ...section.rows.map((row) => row.action)])
    if (![...view.actions, ...inSections].some((available) => available?.id === action)) return
    switch (action) {
      case 'openExternally':
        if (input) this.#openExternally(input.job)
        return
      case 'showJobs':
        void vscode.commands.executeCommand('wanVace.jobs.focus')
        return
      case 'setApiKey':
        void vscode.commands.executeCommand('wanVace.setApiKey')
        return
      case 'showNewAttempt':
        this.#showAttempt(this.#shown.newAttemptId)
        return
      case 'showPreviousAttempt':
        this.#showAttempt(this.#shown.previousAttemptId)
        return
      case 'downloadAgain':
        this.#shown.clearUnplayable()
    }
    void vscode.commands.executeCommand(`wanVace.${action}`, this.#shown.id)
  }

  #openExternally(job: Job): void {
    const path = this.#services.jobs.videoPath(job)
    const url = playableUrl(job)
    if (path) void vscode.env.openExternal(vscode.Uri.file(path))
    else if (url) void vscode.env.openExternal(vscode.Uri.parse(url, true))
  }
}
