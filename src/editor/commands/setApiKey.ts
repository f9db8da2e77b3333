import type * as vscode from 'vscode'
import { registerCommand } from '../common/registerCommand.ts'
import { promptForKey } from '../connection/apiKeyPrompt.ts'
import type { Connections } from '../connection/connections.ts'
import { readApiAddress } from '../connection/settings.ts'
import type { ExtensionServices } from '../extensionServices.ts'

/** "Set API Key…": for the address of the setting, also while a sandbox runs, which needs none. */
export function registerSetApiKey({ log }: ExtensionServices, connections: Connections): vscode.Disposable {
  return registerCommand('wanVace.setApiKey', log, async () => {
    await promptForKey(connections, readApiAddress())
  })
}
