import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import * as vscode from 'vscode'
import { AppError, messageOf } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { registerCommand } from '../common/registerCommand.ts'
import { resolveJob } from '../common/resolveJob.ts'
import { showError } from '../common/showError.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { videoFileName } from './videoFileName.ts'

/** Copies a downloaded video to where the person wants it. */
export function registerSaveAs(services: ExtensionServices): vscode.Disposable {
  return registerCommand('wanVace.saveAs', services.log, async (argument: JobArgument) => {
    const job = await resolveJob(services, argument, {
      action: 'saveAs',
      placeHolder: vscode.l10n.t('Save which video?'),
      none: vscode.l10n.t('No video is downloaded yet.'),
    })
    if (!job) return
    const path = services.jobs.videoPath(job)
    if (path === undefined) throw new AppError('file', notThere(job))
    const target = await vscode.window.showSaveDialog({
      title: vscode.l10n.t('Save Video'),
      defaultUri: vscode.Uri.joinPath(defaultFolder(), videoFileName(job)),
      filters: { [vscode.l10n.t('MP4 video')]: ['mp4'] },
    })
    if (!target) return
    await copy(vscode.Uri.file(path), target)
    void offerToReveal(services, target)
  })
}

function notThere({ file }: Job): string {
  if (file.state === 'none' || file.state === 'downloading') {
    return vscode.l10n.t('The video is not downloaded yet. It can be saved as soon as it is.')
  }
  return vscode.l10n.t('The video is not on this computer. “Download Again” may still get it.')
}

function defaultFolder(): vscode.Uri {
  const workspace = vscode.workspace.workspaceFolders?.[0]
  if (workspace) return workspace.uri
  const downloads = join(homedir(), 'Downloads')
  return vscode.Uri.file(existsSync(downloads) ? downloads : homedir())
}

/** The editor's own copy streams, and reaches targets on other machines. */
async function copy(source: vscode.Uri, target: vscode.Uri): Promise<void> {
  // In the status bar: a copy is mostly over before a notification would be read.
  const options = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Saving the video…') }
  await vscode.window.withProgress(options, async () => {
    try {
      await vscode.workspace.fs.copy(source, target, { overwrite: true })
    } catch (error) {
      throw new AppError(
        'file',
        vscode.l10n.t('The video could not be saved: {0}', sanitizeText(messageOf(error), 300)),
        {
          cause: error,
        },
      )
    }
  })
}

async function offerToReveal(services: ExtensionServices, target: vscode.Uri): Promise<void> {
  const step = revealStep(target)
  const name = sanitizeText(vscode.workspace.asRelativePath(target), 200)
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('Saved {0}', name),
    ...(step ? [step.title] : []),
  )
  if (!step || chosen !== step.title) return
  try {
    await vscode.commands.executeCommand(step.command, target)
  } catch (error) {
    await showError(error, services.log, 'wanVace.saveAs')
  }
}

/** The desktop has a file manager; the explorer shows what is in the workspace; elsewhere there is nothing to show. */
function revealStep(target: vscode.Uri): { title: string; command: string } | undefined {
  const isDesktop = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined
  if (isDesktop && target.scheme === 'file') {
    return { title: vscode.l10n.t('Open Folder'), command: 'revealFileInOS' }
  }
  if (vscode.workspace.getWorkspaceFolder(target)) {
    return { title: vscode.l10n.t('Reveal in Explorer'), command: 'revealInExplorer' }
  }
  return undefined
}
