import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import * as vscode from 'vscode'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { readSaveFolder } from '../connection/settings.ts'
import { showError } from './showError.ts'

/**
 * The folder that a dialog for saving a file starts in. A setting that is not the path of a folder is ignored: the dialog
 * shows where it starts.
 */
export function defaultSaveFolder(): vscode.Uri {
  const folder = readSaveFolder()?.replace(/^~(?=$|[\\/])/, homedir())
  if (folder !== undefined && isAbsolute(folder) && existsSync(folder)) return vscode.Uri.file(folder)
  const workspace = vscode.workspace.workspaceFolders?.[0]
  if (workspace) return workspace.uri
  const downloads = join(homedir(), 'Downloads')
  return vscode.Uri.file(existsSync(downloads) ? downloads : homedir())
}

/** Says that a file was saved, and shows it in its folder if the user selects that. */
export async function offerToReveal(target: vscode.Uri, log: vscode.LogOutputChannel): Promise<void> {
  const reveal = revealCommand(target)
  const name = sanitizeText(vscode.workspace.asRelativePath(target), 200)
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('Saved {0}', name),
    ...(reveal ? [reveal.title] : []),
  )
  if (!reveal || chosen !== reveal.title) return
  try {
    await vscode.commands.executeCommand(reveal.command, target)
  } catch (error) {
    await showError(error, log, reveal.command)
  }
}

/** Shows a file in its folder. Shows its path where this window can show no folders. */
export async function revealFile(file: vscode.Uri): Promise<void> {
  const reveal = revealCommand(file)
  if (reveal) {
    await vscode.commands.executeCommand(reveal.command, file)
    return
  }
  const path = sanitizeText(file.fsPath, 500)
  void vscode.window.showInformationMessage(
    vscode.l10n.t('This window can show only files of the workspace. The video is at {0}', path),
  )
}

/** The system's file manager on the desktop, the Explorer view for a file in the workspace, otherwise undefined. */
function revealCommand(target: vscode.Uri): { title: string; command: string } | undefined {
  const isDesktop = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined
  if (isDesktop && target.scheme === 'file') {
    return { title: vscode.l10n.t('Open Containing Folder'), command: 'revealFileInOS' }
  }
  if (vscode.workspace.getWorkspaceFolder(target)) {
    return { title: vscode.l10n.t('Reveal in Explorer View'), command: 'revealInExplorer' }
  }
  return undefined
}
