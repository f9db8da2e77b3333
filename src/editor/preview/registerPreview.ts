import * as vscode from 'vscode'
import { registerOpen } from '../commands/open.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { PREVIEW_TYPE, Previews } from './previews.ts'

/** The previews, with the command that opens one, brought back after a reload. */
export function registerPreview(services: ExtensionServices): vscode.Disposable {
  const previews = new Previews(services)
  return vscode.Disposable.from(
    registerOpen(services, previews),
    vscode.window.registerWebviewPanelSerializer(PREVIEW_TYPE, {
      deserializeWebviewPanel: (panel, state: unknown) => previews.restore(panel, state),
    }),
    previews,
  )
}
