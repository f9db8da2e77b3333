import * as vscode from 'vscode'
import { AppError, errorDetail } from '../../core/errors.ts'
import { resolveJob } from '../common/resolveJob.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { videoFileName } from '../presentation/videoFileName.ts'
import { REQUEST_SCHEME } from './requestDocuments.ts'

/** "Show Request": shows what was sent for a job as a read-only JSON document. */
export async function showRequest(services: ExtensionServices, argument: JobArgument): Promise<void> {
  const job = await resolveJob(services, argument, {
    action: 'showRequest',
    placeHolder: vscode.l10n.t('Select a generation to show its request'),
    none: vscode.l10n.t('There are no requests to show.'),
  })
  if (!job) return
  if (!services.jobs.request(job.id)) throw new AppError('invalid', errorDetail('requestUnknown', {}))
  const path = `/${videoFileName(job).replace(/\.mp4$/, '')}.json`
  const uri = vscode.Uri.from({ scheme: REQUEST_SCHEME, path, query: job.id })
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true })
}
