import * as vscode from 'vscode'
import { registerCommand } from '../common/registerCommand.ts'
import { resolveJob } from '../common/resolveJob.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'

/** Shows the preview of a job. Registered with the previews, which it needs. */
export function registerOpen(
  services: ExtensionServices,
  previews: { show(jobId: string): Promise<void> },
): vscode.Disposable {
  return registerCommand('wanVace.open', services.log, async (argument: JobArgument) => {
    const job = await resolveJob(services, argument, {
      action: 'open',
      placeHolder: vscode.l10n.t('Open which generation?'),
      none: vscode.l10n.t('There are no generations yet.'),
    })
    if (job) await previews.show(job.id)
  })
}
