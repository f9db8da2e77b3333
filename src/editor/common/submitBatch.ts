import * as vscode from 'vscode'
import type { Batch } from '../../core/job/batch.ts'
import type { BatchRequest } from '../../jobs/jobActions.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { quoteBatchTitle } from '../presentation/batchTitle.ts'
import { confirmBatchPurchase } from './confirmBatchPurchase.ts'

/**
 * Asks for a missing key, confirms the purchase and submits a batch. Returns undefined if the user cancels. `origin` is where
 * the user was told that the requests are sent.
 */
export async function submitBatch(
  services: ExtensionServices,
  batch: BatchRequest,
  origin: string,
): Promise<Batch | undefined> {
  if (!(await services.connection.connectOrPrompt())) return undefined
  const title = quoteBatchTitle({ name: batch.name, id: '' })
  const question = vscode.l10n.t('Generate {0} videos of the batch {1}?', batch.requests.length, title)
  if (!(await confirmBatchPurchase(services, batch.requests, question))) return undefined
  void vscode.commands.executeCommand('wanVace.jobs.focus', { preserveFocus: true })
  const actions = await services.actions()
  return await actions.submitBatch(batch, { origin })
}
