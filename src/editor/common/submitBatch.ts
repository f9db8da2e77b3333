import * as vscode from 'vscode'
import type { Batch } from '../../core/job/batch.ts'
import type { BatchOptions, BatchRequest } from '../../jobs/jobActions.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { quoteBatchTitle } from '../presentation/batchTitle.ts'
import { confirmBatchPurchase } from './confirmBatchPurchase.ts'
import { type Purchase, usePurchase } from './confirmPurchase.ts'
import { startPurchase } from './startPurchase.ts'

export interface SubmitBatchOptions extends Pick<BatchOptions, 'estimate'> {
  /** Where the user was told that the requests are sent. */
  readonly origin: string
  /** Confirms the purchase. Default: asks in any case. */
  readonly confirm?: () => Promise<Purchase | undefined>
}

/** Asks for a missing key, confirms the purchase and submits a batch. Returns undefined if the user cancels. */
export async function submitBatch(
  services: ExtensionServices,
  batch: BatchRequest,
  { origin, estimate, confirm = () => confirmWithQuestion(services, batch) }: SubmitBatchOptions,
): Promise<Batch | undefined> {
  return await usePurchase(await startPurchase(services, confirm), async (purchase) => {
    const stored = await (await services.actions()).submitBatch(batch, { ...purchase, origin, estimate })
    services.costs.refreshBalance()
    return stored
  })
}

function confirmWithQuestion(services: ExtensionServices, { name, requests }: BatchRequest) {
  const title = quoteBatchTitle({ name, id: '' })
  const question = vscode.l10n.t('Generate {0} videos of the batch {1}?', requests.length, title)
  return confirmBatchPurchase(services, requests, question)
}
