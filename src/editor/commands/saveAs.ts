import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import * as vscode from 'vscode'
import { AppError, messageOf } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { resolveJob } from '../common/resolveJob.ts'
import { showError } from '../common/showError.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { videoFileName } from '../presentation/videoFileName.ts'

/** "Save As": copies a downloaded video to a file of the user's choice. */
export async function saveAs(services: ExtensionServices, argument: JobArgument): Promise<void> {
  const job = await resolveJob(services, argument, {
    action: 'saveAs',
    placeHolder: vscode.l10n.t('Select a video to save'),
    none: vscode.l10n.t('No video has been downloaded yet.'),
  })
  if (!job) return
  const path = services.jobs.videoPath(job)
  if (path === undefined) throw new AppError('file', missingFileText(job))
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save Video'),
    defaultUri: vscode.Uri.joinPath(defaultFolder(), videoFileName(job)),
    filters: { [vscode.l10n.t('MP4 Video')]: ['mp4'] },
  })
  if (!target) return
  await copy(vscode.Uri.file(path), target)
  void offerToReveal(services, target)
}

function missingFileText({ file }: Job): string {
  return file.state === 'none' || file.state === 'downloading'
    ? vscode.l10n.t('The video has not been downloaded yet. Try again when the download is complete.')
    : vscode.l10n.t('The video is not on this computer. Use Download Again to get it.')
}

function defaultFolder(): vscode.Uri {
  const workspace = vscode.workspace.workspaceFolders?.[0]
  if (workspace) return workspace.uri
  const downloads = join(homedir(), 'Downloads')
  return vscode.Uri.file(existsSync(downloads) ? downloads : homedir())
}

/** Uses the editor's file system, which streams and reaches virtual file systems. */
async function copy(source: vscode.Uri, target: vscode.Uri): Promise<void> {
  // In the status bar, because most copies end before a notification could be read.
  const options = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Saving video…') }
  await vscode.window.withProgress(options, async () => {
    try {
      await vscode.workspace.fs.copy(source, target, { overwrite: true })
    } catch (error) {
      const reason = sanitizeText(messageOf(error), 300)
      throw new AppError('file', vscode.l10n.t('Could not save the video: {0}', reason), { cause: error })
    }
  })
}

async function offerToReveal(services: ExtensionServices, target: vscode.Uri): Promise<void> {
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
    await showError(error, services.log, 'wanVace.saveAs')
  }
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
