import * as vscode from 'vscode'
import { registerCommand } from '../common/registerCommand.ts'
import type { SandboxProcess } from '../connection/sandboxProcess.ts'
import type { ExtensionServices } from '../extensionServices.ts'

/** "Stop Sandbox": asks nothing; a new one is a command away. */
export function registerStopSandbox({ log }: ExtensionServices, sandbox: SandboxProcess): vscode.Disposable {
  return registerCommand('wanVace.stopSandbox', log, () => {
    const ran = sandbox.isRunning
    sandbox.stop()
    void vscode.window.showInformationMessage(
      ran
        ? vscode.l10n.t('The sandbox is stopped. This window talks to the AI/ML API again.')
        : vscode.l10n.t('No sandbox is running in this window.'),
    )
  })
}
