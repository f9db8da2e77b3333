import type * as vscode from 'vscode'
import type { Studio } from '../extensionServices.ts'
import { command } from './registerCommand.ts'

/** "Show Log". */
export function registerShowLog({ log }: Studio): vscode.Disposable {
  return command('wanVace.showLog', log, () => log.show())
}
