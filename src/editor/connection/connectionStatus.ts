import * as vscode from 'vscode'
import type { Connections } from './connections.ts'
import { readApiAddress } from './settings.ts'

/** Shows in the status bar that a sandbox stands in for the service, and keeps the context keys of the menus true. */
export function registerConnectionStatus(connections: Connections): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('wanVace.sandbox', vscode.StatusBarAlignment.Left, 90)
  item.name = vscode.l10n.t('Wan VACE Sandbox')
  item.text = vscode.l10n.t('$(beaker) Sandbox')
  item.command = 'wanVace.stopSandbox'
  item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground')

  const show = () => {
    void vscode.commands.executeCommand('setContext', 'wanVace.sandboxRunning', connections.isSandbox)
    item.tooltip = vscode.l10n.t(
      'This window talks to the Wan VACE sandbox at {0}, not to the AI/ML API. Nothing costs money, and the videos are drawn by the sandbox. Click to stop it.',
      connections.baseUrl,
    )
    item.accessibilityInformation = { label: vscode.l10n.t('Wan VACE sandbox is running. Stop it'), role: 'button' }
    if (connections.isSandbox) item.show()
    else item.hide()
    void showKeyState(connections)
  }
  show()
  return vscode.Disposable.from(item, connections.onDidChange(show))
}

/** `hasKey`: something can be asked for. `hasStoredKey`: there is a key of the setting's address to remove. */
async function showKeyState(connections: Connections): Promise<void> {
  const { origin } = connections
  const [hasKey, hasStoredKey] = await Promise.all([connections.hasKey(), canRemoveKey(connections)])
  // A later change has its own answer on the way.
  if (connections.origin !== origin) return
  await vscode.commands.executeCommand('setContext', 'wanVace.hasKey', hasKey)
  await vscode.commands.executeCommand('setContext', 'wanVace.hasStoredKey', hasStoredKey)
}

async function canRemoveKey({ keys }: Connections): Promise<boolean> {
  try {
    const { origin } = readApiAddress()
    return (await keys.hasStored(origin)) || keys.hasConsented(origin)
  } catch {
    return false
  }
}
