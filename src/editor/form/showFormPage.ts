import { randomBytes } from 'node:crypto'
import * as vscode from 'vscode'
import { webviewPage } from '../common/webviewPage.ts'

/** Loads the empty page of the form. It may show images and videos only from messages, as `blob:` URLs. */
export function showFormPage(webview: vscode.Webview, extensionUri: vscode.Uri, draftId: string): void {
  const dist = vscode.Uri.joinPath(extensionUri, 'dist', 'webview')
  const uri = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString()
  webview.options = { enableScripts: true, localResourceRoots: [dist] }
  webview.html = webviewPage({
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString('base64url'),
    language: vscode.env.language,
    scriptUri: uri('form.js'),
    styleUri: uri('form.css'),
    codiconUri: uri('codicon.css'),
    sources: { img: 'blob:', media: 'blob:' },
    data: { draft: draftId },
  })
}
