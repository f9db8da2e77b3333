import * as vscode from 'vscode'
import { batchDurationMs } from '../../core/job/batchDuration.ts'
import type { GenerationRequest } from '../../core/job/job.ts'
import { workloadOf } from '../../core/job/workload.ts'
import { formatEstimate } from '../../core/text/format.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { confirmPurchase, type Purchase } from './confirmPurchase.ts'

/**
 * Asks whether to send the requests of a batch, and shows their number, price and time. Returns true without asking if they
 * are free. See `confirmPurchase`.
 */
export async function confirmBatchPurchase(
  services: ExtensionServices,
  requests: readonly GenerationRequest[],
  message: string,
  button = vscode.l10n.t('Generate All'),
): Promise<Purchase | undefined> {
  if (services.connection.isSandbox) return { reservation: undefined }
  const detail = [vscode.l10n.t('Each finished video is billed to your account.'), durationText(services, requests)]
  const question = { message, detail: detail.join(' '), button }
  return await confirmPurchase(services, requests, { question })
}

/** Empty if too few similar jobs have finished on this computer. */
function durationText({ jobs, connection }: ExtensionServices, requests: readonly GenerationRequest[]): string {
  const [first] = requests
  if (!first) return ''
  const similar = { apiOrigin: connection.origin, model: first.model, workload: workloadOf(first) }
  const ms = batchDurationMs(requests.length, jobs.completionModel(similar))
  return ms === undefined
    ? ''
    : vscode.l10n.t('The videos are likely to be ready in {0}.', formatEstimate(ms, vscode.env.language))
}
