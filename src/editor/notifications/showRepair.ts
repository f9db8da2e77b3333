import * as vscode from 'vscode'
import type { StoreRepair } from '../../jobs/store/corruptFile.ts'
import { showError } from '../common/showError.ts'

/** Tells the user that the job store was damaged. Generations that were lost can be recovered from the account. */
export async function showRepair(repair: StoreRepair, log: vscode.LogOutputChannel): Promise<void> {
  try {
    const { repairText } = await import('./repairText.ts')
    const recover = vscode.l10n.t('Recover from Account')
    const showFile = vscode.l10n.t('Show File')
    const actions = repair.lost === 0 ? [showFile] : [recover, showFile]
    const chosen = await vscode.window.showWarningMessage(repairText(repair, vscode.l10n), ...actions)
    if (chosen === recover) await vscode.commands.executeCommand('wanVace.recover')
    if (chosen === showFile) await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(repair.backup))
  } catch (error) {
    await showError(error, log, 'notifications')
  }
}
