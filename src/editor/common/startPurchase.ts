import * as vscode from 'vscode'
import type { ExtensionServices } from '../extensionServices.ts'
import type { Purchase } from './confirmPurchase.ts'

/**
 * What comes before requests of the user are sent: asks for a missing key, confirms the purchase and shows the list. Returns
 * undefined if the user cancels.
 */
export async function startPurchase(
  services: ExtensionServices,
  confirm: () => Promise<Purchase | undefined>,
): Promise<Purchase | undefined> {
  if (!(await services.connection.connectOrPrompt())) return undefined
  const purchase = await confirm()
  // Before the request is sent, which may take long, and without the focus: the user may type elsewhere meanwhile.
  if (purchase) void vscode.commands.executeCommand('wanVace.jobs.focus', { preserveFocus: true })
  return purchase
}
