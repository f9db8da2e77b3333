import * as vscode from 'vscode'
import { AppError, messageOf } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { resolveJob } from '../common/resolveJob.ts'
import { defaultSaveFolder, offerToReveal } from '../common/savedFile.ts'
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
    defaultUri: vscode.Uri.joinPath(defaultSaveFolder(), videoFileName(job)),
    filters: { [vscode.l10n.t('MP4 Video')]: ['mp4'] },
  })
  if (!target) return
  await copy(vscode.Uri.file(path), target)
  void offerToReveal(target, services.log)
}

function missingFileText({ file }: Job): string {
  return file.state === 'none' || file.state === 'downloading'
    ? vscode.l10n.t('The video has not been downloaded yet. Try again when the download is complete.')
    : vscode.l10n.t('The video is not on this computer. Use Download Again to get it.')
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
