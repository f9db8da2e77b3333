import { randomBytes } from 'node:crypto'
import * as vscode from 'vscode'
import { webviewPage } from './webviewPage.ts'

/** Where a page may load images or videos from: files of its `folders`, or content that messages bring. */
type MediaSource = 'files' | 'messages'

export interface WebviewPageContent {
  /** The base name of the script and the style sheet in `dist/webview`, for example `form`. */
  readonly name: string
  /** The page may load the files of these folders. Default: none. */
  readonly folders?: readonly vscode.Uri[]
  readonly images?: readonly MediaSource[]
  readonly videos?: readonly MediaSource[]
  /** `data-` attributes of the body, by name. */
  readonly data?: Readonly<Record<string, string>>
}

/** Loads a page of the extension into a webview. The page can load nothing else. */
export function loadWebviewPage(webview: vscode.Webview, extensionUri: vscode.Uri, content: WebviewPageContent): void {
  const { name, folders = [], images = [], videos = [], data = {} } = content
  const dist = vscode.Uri.joinPath(extensionUri, 'dist', 'webview')
  const uri = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString()
  const policySource = (source: MediaSource) => (source === 'files' ? webview.cspSource : 'blob:')
  webview.options = { enableScripts: true, localResourceRoots: [dist, ...folders] }
  webview.html = webviewPage({
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString('base64url'),
    language: vscode.env.language,
    scriptUri: uri(`${name}.js`),
    styleUri: uri(`${name}.css`),
    codiconUri: uri('codicon.css'),
    sources: { img: images.map(policySource), media: videos.map(policySource) },
    data,
  })
}
