import type * as vscode from 'vscode'
import { loadWebviewPage } from '../common/loadWebviewPage.ts'
import { panelIcon } from '../common/panelIcon.ts'

/** Shows the page of a form in a panel. */
export function loadFormPage(
  panel: vscode.WebviewPanel,
  extensionUri: vscode.Uri,
  { draftId, title }: { readonly draftId: string; readonly title: string },
): void {
  panel.title = title
  panel.iconPath = panelIcon(extensionUri)
  loadWebviewPage(panel.webview, extensionUri, {
    name: 'form',
    images: ['messages'],
    videos: ['messages'],
    data: { draft: draftId },
  })
}
