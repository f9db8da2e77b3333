import * as vscode from 'vscode'
import { abilitiesOf } from '../../core/job/actions.ts'
import { registerCommand } from '../common/registerCommand.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { resolveJob } from './resolveJob.ts'

/** Fetches the video of a completed generation again. */
export function registerDownloadAgain(services: ExtensionServices): vscode.Disposable {
  return registerCommand('wanVace.downloadAgain', services.log, async (argument: JobArgument) => {
    const job = await resolveJob(services, argument, {
      placeHolder: vscode.l10n.t('Download which video again?'),
      fits: (job) => abilitiesOf(job, true).has('canDownload'),
      none: vscode.l10n.t('Every video is downloaded.'),
    })
    if (!job) return
    const actions = await services.actions()
    actions.downloadAgain(job.id)
  })
}
