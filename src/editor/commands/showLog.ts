import type * as vscode from 'vscode'
import type { ExtensionServices } from '../extensionServices.ts'
import { command } from './registerCommand.ts'

/** "Show Log". */
export function registerShowLog({ log }: ExtensionServices): vscode.Disposable {
  return command('wanVace.showLog', log, () => log.show())
}
