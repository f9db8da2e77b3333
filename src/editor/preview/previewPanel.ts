import * as vscode from 'vscode'
import {
  type FrameUse,
  type MessageFromPreviewPage,
  type MessageToPreviewPage,
  parseMessageFromPreviewPage,
} from '../../protocol/preview.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import { loadWebviewPage } from '../common/loadWebviewPage.ts'
import { panelIcon } from '../common/panelIcon.ts'
import { readFilePart } from '../common/readFilePart.ts'
import { showError } from '../common/showError.ts'
import { type Frames, frameFailedText } from './frames.ts'
import { setFullScreen } from './fullScreen.ts'
import type { PreviewContent, PreviewHost } from './previewContent.ts'

type ReadMessage = Extract<MessageFromPreviewPage, { type: 'read' }>

export interface PreviewPanelOptions {
  readonly extensionUri: vscode.Uri
  readonly log: vscode.LogOutputChannel
  /** The folder of the video: the page may load its files. */
  readonly folder: vscode.Uri
  /** Uses the frames that the page sends. */
  readonly frames: Frames
  readonly createContent: (host: PreviewHost) => PreviewContent
}

/** Shows content in the webview of a custom editor until its tab is closed. */
export class PreviewPanel implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel
  readonly #options: PreviewPanelOptions
  readonly #content: PreviewContent
  readonly #disposables = new DisposableStore()
  /** The last message to the current page, as JSON. */
  #posted: string | undefined

  constructor(panel: vscode.WebviewPanel, options: PreviewPanelOptions) {
    this.#panel = panel
    this.#options = options
    panel.iconPath = panelIcon(options.extensionUri)
    const content = options.createContent({
      get isVisible() {
        return panel.visible
      },
      fileUrl: (file) => panel.webview.asWebviewUri(file).toString(),
      update: () => this.#update(),
    })
    this.#content = this.#disposables.add(content)
    this.#disposables.add(panel.webview.onDidReceiveMessage((message) => this.#receive(message)))
    this.#disposables.add(
      panel.onDidChangeViewState(() => {
        if (panel.visible) content.shown()
      }),
    )
    loadWebviewPage(panel.webview, options.extensionUri, {
      name: 'preview',
      folders: [options.folder],
      // A large file arrives in messages.
      videos: ['files', 'messages'],
      // Shown until the first message, so that a video starts to load at once.
      data: { view: JSON.stringify(content.view()) },
    })
    content.shown()
  }

  /** Asks the page for the frame that its video shows. Does nothing if it shows no video. */
  useFrame(use: FrameUse): void {
    const message: MessageToPreviewPage = { type: 'useFrame', use }
    void this.#panel.webview.postMessage(message)
  }

  get content(): PreviewContent {
    return this.#content
  }

  get isInFront(): boolean {
    return this.#panel.active && this.#panel.visible
  }

  /** Does not close the panel. */
  dispose(): void {
    this.#disposables.dispose()
  }

  /** Sends the current view to the page. A hidden page is unloaded, and sends `ready` when it is shown again. */
  #update(): void {
    if (!this.#panel.visible || this.#disposables.isDisposed) return
    const message: MessageToPreviewPage = { type: 'show', view: this.#content.view() }
    const text = JSON.stringify(message)
    if (text === this.#posted) return
    this.#posted = text
    void this.#panel.webview.postMessage(message)
  }

  #receive(raw: unknown): void {
    const message = parseMessageFromPreviewPage(raw)
    switch (message?.type) {
      case 'ready':
        this.#posted = undefined
        this.#update()
        return
      case 'playbackError':
        this.#content.playbackFailed(message.src, message.code)
        return
      case 'read':
        void this.#answerRead(message)
        return
      case 'runAction':
        this.#content.run(message.action)
        return
      case 'frame':
        void this.#options.frames.use(message, this.#content.fileName).catch((error) => this.#showError(error))
        return
      case 'frameFailed':
        void vscode.window.showErrorMessage(frameFailedText(message.use))
        return
      case 'fullScreen':
        setFullScreen(message.isOn).catch((error) => this.#showError(error))
        return
      case undefined:
        this.#options.log.warn('preview: ignored an invalid message.')
    }
  }

  /** Only the file that the page shows can be read. */
  async #answerRead({ requestId, src, start, end }: ReadMessage): Promise<void> {
    const path = this.#content.localPath(src)
    const bytes = path === undefined ? undefined : await readFilePart(path, start, end)
    const message: MessageToPreviewPage = { type: 'bytes', requestId, ...(bytes ? { bytes } : {}) }
    void this.#panel.webview.postMessage(message)
  }

  #showError(error: unknown): void {
    void showError(error, this.#options.log, 'preview')
  }
}
