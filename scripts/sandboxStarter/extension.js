// Loaded by the launch configuration "Run Extension with Sandbox", next to the extension under development.
import * as vscode from 'vscode'

export async function activate() {
  await vscode.commands.executeCommand('wanVace.startSandbox')
}
