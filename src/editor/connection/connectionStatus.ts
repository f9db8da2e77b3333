import * as vscode from 'vscode'
import type { ContextKeys } from '../common/contextKeys.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import type { Connections } from './connections.ts'
import { readApiAddress } from './settings.ts'

/** Shows in the status bar that this window uses the sandbox, and sets the context keys for the key and the sandbox. */
export function registerConnectionStatus(connections: Connections, contextKeys: ContextKeys): vscode.Disposable {
  const disposables = new DisposableStore()
  const item = disposables.add(vscode.window.createStatusBarItem('wanVace.sandbox', vscode.StatusBarAlignment.Left, 90))
  item.name = vscode.l10n.t('Wan VACE Sandbox')
  item.text = `$(beaker) ${vscode.l10n.t('Sandbox')}`
  item.command = 'wanVace.manageSandbox'
  item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground')

  const show = () => {
    contextKeys.set('wanVace.sandboxRunning', connections.isSandbox)
    item.tooltip = vscode.l10n.t(
      'This window uses the Wan VACE sandbox at {0} instead of the AI/ML API. Its sample videos are free. Select to copy its address or to stop it.',
      connections.baseUrl,
    )
    item.accessibilityInformation = {
      label: vscode.l10n.t('Wan VACE sandbox is running. Select to manage it.'),
      role: 'button',
    }
    if (connections.isSandbox) item.show()
    else item.hide()
    void updateKeyContext(connections, contextKeys)
  }
  show()
  disposables.add(connections.onDidChange(show))
  return disposables
}

/** `hasKey`: a key is available for the address in use. `hasStoredKey`: "Remove API Key" has a key to remove. */
async function updateKeyContext(connections: Connections, contextKeys: ContextKeys): Promise<void> {
  const { origin } = connections
  const [hasKey, hasStoredKey] = await Promise.all([connections.hasKey(), canRemoveKey(connections)])
  // The address changed in the meantime: its own update follows.
  if (connections.origin !== origin) return
  contextKeys.set('wanVace.hasKey', hasKey)
  contextKeys.set('wanVace.hasStoredKey', hasStoredKey)
}

async function canRemoveKey({ keys }: Connections): Promise<boolean> {
  try {
    const { origin } = readApiAddress()
    return (await keys.hasStored(origin)) || keys.hasConsented(origin)
  } catch {
    return false
  }
}
