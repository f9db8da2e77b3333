import * as vscode from 'vscode'
import type { SandboxProcess } from '../connection/sandboxProcess.ts'
import type { ConnectionService } from '../extensionServices.ts'

/** "Start Sandbox": connects this window to a local stand-in for the API until it is stopped or the window closes. */
export async function startSandbox(connection: ConnectionService, sandbox: SandboxProcess): Promise<void> {
  const location = vscode.ProgressLocation.Window
  await vscode.window.withProgress({ location, title: vscode.l10n.t('Starting sandbox…') }, () => sandbox.start())
  // Not awaited: the command ends before the notification does.
  void offerToGenerate(connection.baseUrl)
}

/** "Stop Sandbox". */
export function stopSandbox(sandbox: SandboxProcess): void {
  const wasRunning = sandbox.isRunning
  sandbox.stop()
  void vscode.window.showInformationMessage(
    wasRunning
      ? vscode.l10n.t('The sandbox was stopped. This window uses the AI/ML API again.')
      : vscode.l10n.t('No sandbox is running in this window.'),
  )
}

async function offerToGenerate(sandboxUrl: string): Promise<void> {
  const generate = vscode.l10n.t('New Generation')
  const message = vscode.l10n.t(
    'The sandbox is running at {0}. Until you stop it, this window makes sample videos there, for free and without an API key.',
    sandboxUrl,
  )
  const chosen = await vscode.window.showInformationMessage(message, generate)
  if (chosen === generate) await vscode.commands.executeCommand('wanVace.newGeneration')
}
