import * as vscode from 'vscode'
import { registerOpen } from '../commands/open.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { PREVIEW_TYPE, Previews } from './previews.ts'

/** Registers the Open command, and restores the previews after a reload. */
export function registerPreview(services: ExtensionServices): vscode.Disposable {
  const disposables = new DisposableStore()
  const previews = disposables.add(new Previews(services))
  disposables.add(registerOpen(services, previews))
  disposables.add(
    vscode.window.registerWebviewPanelSerializer(PREVIEW_TYPE, {
      deserializeWebviewPanel: (panel, state: unknown) => previews.restore(panel, state),
    }),
  )
  return disposables
}
