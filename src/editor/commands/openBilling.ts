import * as vscode from 'vscode'
import { billingUrlOf } from '../../core/job/billing.ts'
import { resolveJob } from '../common/resolveJob.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'

/** "Open Billing": opens the page where the account of a failed generation gets credits. */
export async function openBilling(services: ExtensionServices, argument: JobArgument): Promise<void> {
  const job = await resolveJob(services, argument, {
    action: 'openBilling',
    placeHolder: vscode.l10n.t('Select a generation that failed because of missing credits'),
    none: vscode.l10n.t('No generation failed because of missing credits.'),
  })
  const url = billingUrlOf(job?.error)
  if (url !== undefined) await vscode.env.openExternal(vscode.Uri.parse(url, true))
}
