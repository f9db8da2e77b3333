import * as vscode from 'vscode'

const EXTENSION_ID = 'wan-vace.wan-vace-studio'

/** "Open Settings": in a remote window, settings of machine scope are on the Remote tab, and absent from the User tab. */
export async function openSettings(): Promise<void> {
  const isRemote = vscode.env.remoteName !== undefined
  const command = isRemote ? 'workbench.action.openRemoteSettings' : 'workbench.action.openSettings'
  await vscode.commands.executeCommand(command, { query: `@ext:${EXTENSION_ID}` })
}

/** "Get Started": opens the walkthrough. */
export async function getStarted(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${EXTENSION_ID}#getStarted`, false)
}
