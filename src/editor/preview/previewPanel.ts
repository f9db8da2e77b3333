import { randomBytes } from 'node:crypto'
import * as vscode from 'vscode'
import { messageOf } from '../../core/errors.ts'
import type { GenerationRequest, Job } from '../../core/job/job.ts'
import {
  type PreviewAction,
  type PreviewView,
  parseFromPreviewPage,
  type ToPreviewPage,
} from '../../protocol/preview.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { previewHtml } from './previewHtml.ts'
import type { PreviewInput } from './previewInput.ts'
import { goneView, panelTitle, previewView } from './previewModel.ts'
import { mediaOrigin, playableUrl, videoSource } from './videoSource.ts'

/** Shows one job in a panel, for as long as the panel lives. The page is given what the store says, nothing else. */
export class PreviewPanel implements vscode.Disposable {
  readonly #services: ExtensionServices
  readonly #panel: vscode.WebviewPanel
  readonly #jobId: string
  readonly #disposables = new DisposableStore()
  readonly #unplayable = new Set<string>()
  /** Requests never change, and one with a `data:` URI is large. */
  #request: GenerationRequest | undefined
  #hasKey = true
  /** Of the page as it is now; undefined before the first. */
  #page: { readonly mediaOrigin: string | undefined } | undefined
  #posted: string | undefined

  constructor(services: ExtensionServices, panel: vscode.WebviewPanel, jobId: string) {
    this.#services = services
    this.#panel = panel
    this.#jobId = jobId
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
        if (ids === undefined || ids.has(jobId)) this.#update()
      }),
    )
    this.#disposables.add(services.connection.onDidChange(() => this.#askForKey()))
    this.#disposables.add(panel.webview.onDidReceiveMessage((message) => this.#receive(message)))
    this.#update()
    this.#askForKey()
  }

  reveal(): void {
    this.#panel.reveal()
  }

  /** Stops listening; the panel is closed by whoever closes it. */
  dispose(): void {
    this.#disposables.dispose()
  }

  get #dist(): vscode.Uri {
    return vscode.Uri.joinPath(this.#services.extensionUri, 'dist', 'webview')
  }

  #askForKey(): void {
    const told = (hasKey: boolean) => {
      this.#hasKey = hasKey
      this.#update()
    }
    this.#services.connection.hasKey().then(told, (error) => this.#services.log.error(`preview: ${messageOf(error)}`))
  }

  /** Brings the page up to date. A hidden page is not there: it asks anew when it is shown. */
  #update(): void {
    const { input, view } = this.#look()
    const title = input ? panelTitle(input.job, vscode.l10n) : view.status.label
    if (this.#panel.title !== title) this.#panel.title = title
    const origin = input && mediaOrigin(input)
    // An origin that is needed no more may stay in the policy until the next page: no flash when the file arrives.
    const isAllowed = this.#page !== undefined && (origin === undefined || origin === this.#page.mediaOrigin)
    if (!isAllowed) this.#load(origin)
    else if (this.#panel.visible) this.#post(view)
  }

  #load(origin: string | undefined): void {
    const { webview } = this.#panel
    const uri = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(this.#dist, name)).toString()
    this.#page = { mediaOrigin: origin }
    this.#posted = undefined
    webview.html = previewHtml({
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64url'),
      language: vscode.env.language,
      jobId: this.#jobId,
      scriptUri: uri('preview.js'),
      styleUri: uri('preview.css'),
      codiconUri: uri('codicon.css'),
      mediaOrigin: origin,
    })
  }

  #post(view: PreviewView): void {
    const message: ToPreviewPage = { type: 'show', view }
    const text = JSON.stringify(message)
    if (text === this.#posted) return
    this.#posted = text
    void this.#panel.webview.postMessage(message)
  }

  #look(): { input: PreviewInput | undefined; view: PreviewView } {
    try {
      const job = this.#services.jobs.get(this.#jobId)
      if (!job) return { input: undefined, view: goneView(this.#jobId, undefined, vscode.l10n) }
      const input = this.#input(job)
      return { input, view: previewView(input, { l10n: vscode.l10n, locale: vscode.env.language }) }
    } catch (error) {
      this.#services.log.error(`preview: ${messageOf(error)}`)
      return { input: undefined, view: goneView(this.#jobId, messageOf(error), vscode.l10n) }
    }
  }

  #input(job: Job): PreviewInput {
    this.#request ??= this.#services.jobs.request(job.id)
    // A file that is fetched again may be played again; the address it comes from stays as it is.
    if (job.file.state !== 'saved') this.#forgetFiles(playableUrl(job))
    const path = this.#services.jobs.videoPath(job)
    const fileUrl = path && this.#panel.webview.asWebviewUri(vscode.Uri.file(path)).toString()
    const isOurs = job.apiOrigin === this.#services.connection.origin
    const waitsFor = isOurs ? (this.#hasKey ? undefined : 'key') : 'otherService'
    return { job, request: this.#request, fileUrl, unplayable: this.#unplayable, waitsFor }
  }

  #receive(raw: unknown): void {
    const message = parseFromPreviewPage(raw)
    switch (message?.type) {
      case 'ready':
        this.#posted = undefined
        this.#update()
        return
      case 'unplayable':
        this.#markUnplayable(message.src, message.code)
        return
      case 'act':
        this.#act(message.action)
        return
      case undefined:
        this.#services.log.warn('preview: dropped a message that is not known.')
    }
  }

  #markUnplayable(src: string, code: number): void {
    const { input } = this.#look()
    // What it says of anything but the present video is late or made up.
    if (!input || src !== videoSource(input)) return
    this.#services.log.warn(`preview: job ${this.#jobId} cannot be played (media error ${code}).`)
    this.#unplayable.add(src)
    this.#update()
  }

  #forgetFiles(url: string | undefined): void {
    for (const src of this.#unplayable) if (src !== url) this.#unplayable.delete(src)
  }

  /** Does what the page asks for, if it is on offer for the job as it is now. */
  #act(action: PreviewAction): void {
    const { input, view } = this.#look()
    const inTables = view.sections.flatMap((section) => [section.action, ...section.rows.map((row) => row.action)])
    if (![...view.actions, ...inTables].some((offer) => offer?.id === action)) return
    switch (action) {
      case 'openExternally':
        if (input) this.#openExternally(input.job)
        return
      case 'showJobs':
        void vscode.commands.executeCommand('wanVace.jobs.focus')
        return
      case 'downloadAgain':
        this.#unplayable.clear()
    }
    void vscode.commands.executeCommand(`wanVace.${action}`, this.#jobId)
  }

  #openExternally(job: Job): void {
    const path = this.#services.jobs.videoPath(job)
    const url = playableUrl(job)
    if (path) void vscode.env.openExternal(vscode.Uri.file(path))
    else if (url) void vscode.env.openExternal(vscode.Uri.parse(url, true))
  }
}
