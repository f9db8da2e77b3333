import * as vscode from 'vscode'
import { DisposableStore } from '../common/disposableStore.ts'
import { readLinksEnabled } from '../connection/settings.ts'
import type { ExtensionServices } from '../extensionServices.ts'

/** Registers hovers on video URLs in editors, and links in terminals. Both fetch nothing. */
export function registerVideoLinks(services: ExtensionServices): vscode.Disposable {
  const disposables = new DisposableStore()
  disposables.add(
    vscode.languages.registerHoverProvider('*', {
      provideHover: async (document, position) => {
        if (!readLinksEnabled()) return undefined
        const { videoUrlAt } = await import('../common/videoUrlInEditor.ts')
        const url = videoUrlAt(document, position)
        return url === undefined ? undefined : (await import('./videoLinks.ts')).videoHover(services, url)
      },
    }),
  )
  disposables.add(
    vscode.window.registerTerminalLinkProvider({
      provideTerminalLinks: async ({ line }) =>
        readLinksEnabled() && line.includes('://') ? (await import('./videoLinks.ts')).terminalLinks(line) : [],
      handleTerminalLink: async (link) => (await import('./videoLinks.ts')).openTerminalLink(link),
    }),
  )
  return disposables
}
