import type * as vscode from 'vscode'
import type { Connections } from '../connection/connections.ts'
import { promptForKey } from '../connection/apiKeyPrompt.ts'
import { readApiAddress } from '../connection/settings.ts'
import type { Studio } from '../extensionServices.ts'
import { command } from './registerCommand.ts'

/** "Set API Key…": for the address of the setting, also while a sandbox runs, which needs none. */
export function registerSetApiKey({ log }: Studio, connections: Connections): vscode.Disposable {
  return command('wanVace.setApiKey', log, async () => {
    await promptForKey(connections, readApiAddress())
  })
}
