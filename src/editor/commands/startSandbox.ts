import * as vscode from 'vscode'
import { registerCommand } from '../common/registerCommand.ts'
import type { SandboxProcess } from '../connection/sandboxProcess.ts'
import type { ExtensionServices } from '../extensionServices.ts'

/** "Start Sandbox": a local stand-in for the API, for this window, until it is stopped or the window closes. */
export function registerStartSandbox(
  { log, connection }: ExtensionServices,
  sandbox: SandboxProcess,
): vscode.Disposable {
  return registerCommand('wanVace.startSandbox', log, async () => {
    const location = vscode.ProgressLocation.Window
    await vscode.window.withProgress({ location, title: vscode.l10n.t('Starting the sandbox') }, () => sandbox.start())
    const text = vscode.l10n.t(
      'The sandbox runs at {0}. Until it is stopped, this window makes its videos there: without a key and for free.',
      connection.baseUrl,
    )
    void offerToGenerate(text)
  })
}

async function offerToGenerate(text: string): Promise<void> {
  const generate = vscode.l10n.t('Generate Video')
  const chosen = await vscode.window.showInformationMessage(text, generate)
  if (chosen === generate) await vscode.commands.executeCommand('wanVace.generate')
}
