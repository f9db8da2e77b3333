import type * as vscode from 'vscode'
import type { Studio } from '../studio.ts'
import { command } from './run.ts'

/** "Show Log". */
export function registerShowLog({ log }: Studio): vscode.Disposable {
  return command('wanVace.showLog', log, () => log.show())
}
