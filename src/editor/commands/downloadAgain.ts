import * as vscode from 'vscode'
import type { JobArgument, Studio } from '../extensionServices.ts'
import { abilitiesOf } from '../../core/job/actions.ts'
import { resolveJob } from './resolveJob.ts'
import { command } from './registerCommand.ts'

/** Fetches the video of a completed generation again. */
export function registerDownloadAgain(studio: Studio): vscode.Disposable {
  return command('wanVace.downloadAgain', studio.log, async (argument: JobArgument) => {
    const job = await resolveJob(studio, argument, {
      placeHolder: vscode.l10n.t('Download which video again?'),
      fits: (job) => abilitiesOf(job, true).has('canDownload'),
      none: vscode.l10n.t('Every video is downloaded.'),
    })
    if (!job) return
    const actions = await studio.actions()
    actions.downloadAgain(job.id)
  })
}
