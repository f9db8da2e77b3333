import type * as vscode from 'vscode'
import type { MessageToFormPage } from '../../protocol/form.ts'
import { loadWebviewPage } from '../common/loadWebviewPage.ts'
import { panelIcon } from '../common/panelIcon.ts'

/** Shows the page of a form in a panel. */
export function loadFormPage(
  panel: vscode.WebviewPanel,
  extensionUri: vscode.Uri,
  { draftId, title, first }: { readonly draftId: string; readonly title: string; readonly first: MessageToFormPage },
): void {
  panel.title = title
  panel.iconPath = panelIcon(extensionUri)
  loadWebviewPage(panel.webview, extensionUri, {
    name: 'form',
    images: ['messages'],
    videos: ['messages'],
    // The message that is shown at once, so that the user can type before the page and the editor have exchanged messages.
    data: { draft: draftId, first: JSON.stringify(first) },
  })
}
