import * as vscode from 'vscode'
import { registerCommand } from '../common/registerCommand.ts'
import { resolveJob } from '../common/resolveJob.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'

/** Fetches the video of a completed generation again. */
export function registerDownloadAgain(services: ExtensionServices): vscode.Disposable {
  return registerCommand('wanVace.downloadAgain', services.log, async (argument: JobArgument) => {
    const job = await resolveJob(services, argument, {
      action: 'downloadAgain',
      placeHolder: vscode.l10n.t('Download which video again?'),
      none: vscode.l10n.t('Every video is downloaded.'),
    })
    if (!job) return
    const actions = await services.actions()
    actions.downloadAgain(job.id)
  })
}
