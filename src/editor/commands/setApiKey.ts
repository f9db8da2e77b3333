import type * as vscode from 'vscode'
import type { Connections } from '../connection.ts'
import { promptForKey } from '../keyPrompt.ts'
import { readApiAddress } from '../settings.ts'
import type { Studio } from '../studio.ts'
import { command } from './run.ts'

/** "Set API Key…": for the address of the setting, also while a sandbox runs, which needs none. */
export function registerSetApiKey({ log }: Studio, connections: Connections): vscode.Disposable {
  return command('wanVace.setApiKey', log, async () => {
    await promptForKey(connections, readApiAddress())
  })
}
