import * as vscode from 'vscode'
import { showError } from './showError.ts'

/** Registers a command. An error that `body` throws is shown once, with a next step. The command itself never rejects. */
export function registerCommand<A extends unknown[]>(
  id: string,
  log: vscode.LogOutputChannel,
  body: (...args: A) => Promise<void> | void,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: A): Promise<void> => {
    try {
      await body(...args)
    } catch (error) {
      // Not awaited: a command ends with its work, not when the user closes the notification.
      void showError(error, log, id)
    }
  })
}
