import * as vscode from 'vscode'
import { AppError, errorDetail } from '../../core/errors.ts'
import type { Batch } from '../../core/job/batch.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { argumentId } from '../common/argumentId.ts'
import { confirmBatchPurchase } from '../common/confirmBatchPurchase.ts'
import { type Purchase, usePurchase } from '../common/confirmPurchase.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { batchTitle, quoteBatchTitle } from '../presentation/batchTitle.ts'

/** "Continue Batch": sends the rest of a batch that was paused, or was confirmed too long ago. Asks if that is billed. */
export async function continueBatch(services: ExtensionServices, argument: JobArgument): Promise<void> {
  const batch = await resolveBatch(services, argument, vscode.l10n.t('Select a batch to continue'))
  if (!batch) return
  await usePurchase(await confirmRest(services, batch), async (purchase) => {
    await (await services.actions()).continueBatch(batch.id, purchase)
  })
}

/** "Stop the Rest": does not send the requests of a batch that were not sent yet. The others continue. */
export async function stopBatch(services: ExtensionServices, argument: JobArgument): Promise<void> {
  const batch = await resolveBatch(services, argument, vscode.l10n.t('Select a batch to stop'))
  if (batch) await (await services.actions()).stopBatch(batch.id)
}

async function confirmRest(services: ExtensionServices, batch: Batch): Promise<Purchase | undefined> {
  const { planned } = batch
  const title = quoteBatchTitle(batch)
  const question =
    planned === 1
      ? vscode.l10n.t('Generate the last video of the batch {0}?', title)
      : vscode.l10n.t('Generate the other {0} videos of the batch {1}?', planned, title)
  return await confirmBatchPurchase(services, services.jobs.plannedRequests(batch.id), question)
}

/** Returns the batch that a command was run for, or lets the user pick one with requests that were not sent. */
async function resolveBatch(
  { jobs }: ExtensionServices,
  argument: JobArgument,
  placeHolder: string,
): Promise<Batch | undefined> {
  const planned = jobs.plannedBatches()
  if (argument !== undefined) {
    const id = argumentId(argument)
    const batch = planned.find((one) => one.id === id)
    if (!batch) throw new AppError('conflict', errorDetail('batchSent', {}))
    return batch
  }
  if (planned.length === 0) void vscode.window.showInformationMessage(vscode.l10n.t('Every request was sent.'))
  if (planned.length <= 1) return planned[0]
  const items = planned.map((batch) => ({
    label: sanitizeText(batchTitle(batch)),
    description: vscode.l10n.t('{0} of {1} not sent', batch.planned, batch.total),
    batch,
  }))
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.batch
}
