import * as vscode from 'vscode'
import type { JobArgument, Studio } from '../extensionServices.ts'
import { resolveJob } from './resolveJob.ts'
import { command } from './registerCommand.ts'

/** Shows the preview of a job. Registered with the previews, which it needs. */
export function registerOpen(studio: Studio, previews: { show(jobId: string): Promise<void> }): vscode.Disposable {
  return command('wanVace.open', studio.log, async (argument: JobArgument) => {
    const job = await resolveJob(studio, argument, {
      placeHolder: vscode.l10n.t('Open which generation?'),
      fits: () => true,
      none: vscode.l10n.t('There are no generations yet.'),
    })
    if (job) await previews.show(job.id)
  })
}
