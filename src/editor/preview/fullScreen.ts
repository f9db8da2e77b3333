import * as vscode from 'vscode'

/** Hides everything but the editor's tab, or shows it again: a webview cannot fill the screen by itself. */
export async function setFullScreen(isOn: boolean): Promise<void> {
  if (!isOn) {
    await vscode.commands.executeCommand('workbench.action.exitZenMode')
    return
  }
  await vscode.commands.executeCommand('workbench.action.toggleZenMode')
  // Zen Mode leaves margins beside the editor, unless the user turned that off.
  const isCentered = vscode.workspace.getConfiguration('zenMode').get<boolean>('centerLayout') ?? true
  if (isCentered) await vscode.commands.executeCommand('workbench.action.toggleCenteredLayout')
}
