import type * as vscode from 'vscode'
import { registerCommand } from '../common/registerCommand.ts'
import type { ExtensionServices } from '../extensionServices.ts'

/** "Show Log". */
export function registerShowLog({ log }: ExtensionServices): vscode.Disposable {
  return registerCommand('wanVace.showLog', log, () => log.show())
}
