import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import { availableActions } from '../../core/job/actions.ts'
import { registerCommand } from '../common/registerCommand.ts'
import { resolveJob } from '../common/resolveJob.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'

/** Puts the address of a result on the clipboard. */
export function registerCopyVideoUrl(services: ExtensionServices): vscode.Disposable {
  return registerCommand('wanVace.copyVideoUrl', services.log, async (argument: JobArgument) => {
    const none = vscode.l10n.t('This generation has no video URL.')
    const job = await resolveJob(services, argument, {
      action: 'copyVideoUrl',
      placeHolder: vscode.l10n.t('Copy the URL of which video?'),
      none: vscode.l10n.t('No generation has a video URL yet.'),
    })
    if (!job) return
    if (job.resultUrl === undefined || !availableActions(job, { hasRequest: false }).has('copyVideoUrl'))
      throw new AppError('invalid', none)
    await vscode.env.clipboard.writeText(job.resultUrl)
    vscode.window.setStatusBarMessage(vscode.l10n.t('Video URL copied. Such addresses expire.'), 4000)
  })
}
