import * as vscode from 'vscode'
import { resolveJob } from '../common/resolveJob.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'

export interface Previews {
  /** Shows the preview of a job. */
  show(jobId: string): Promise<void>
}

/** "Open": shows the preview of a job. */
export async function open(services: ExtensionServices, previews: Previews, argument: JobArgument): Promise<void> {
  const job = await resolveJob(services, argument, {
    action: 'open',
    placeHolder: vscode.l10n.t('Select a generation to open'),
    none: vscode.l10n.t('There are no generations yet.'),
  })
  if (job) await previews.show(job.id)
}
