import * as vscode from 'vscode'
import type { ExtensionServices } from '../extensionServices.ts'

const EXTENSION_ID = 'wan-vace.wan-vace-studio'

/** "Open Settings": in a remote window, settings of machine scope are on the Remote tab, and absent from the User tab. */
export async function openSettings(): Promise<void> {
  const isRemote = vscode.env.remoteName !== undefined
  const command = isRemote ? 'workbench.action.openRemoteSettings' : 'workbench.action.openSettings'
  await vscode.commands.executeCommand(command, { query: `@ext:${EXTENSION_ID}` })
}

/**
 * "Get Started": opens the walkthrough. The editor checks off a step when the condition of the step becomes true after it
 * has read the walkthrough, which it does when it shows one for the first time. What was done before needs another change.
 */
export async function getStarted({ contextKeys }: ExtensionServices): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${EXTENSION_ID}#getStarted`, false)
  contextKeys.set('wanVace.walkthroughOpened', true)
}
