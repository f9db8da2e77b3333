import { createHash } from 'node:crypto'
import * as vscode from 'vscode'
import { totalOf } from '../../core/model/purchaseLimits.ts'
import type { UsdRange } from '../../core/model/usdRange.ts'
import type { BatchRequest } from '../../jobs/jobActions.ts'
import { confirmPurchase, type Purchase } from '../common/confirmPurchase.ts'
import { requestCost } from '../common/requestCost.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { quoteBatchTitle } from '../presentation/batchTitle.ts'

const ALLOWED_KEY = 'allowedTaskPurchases'
/** Of each, only a hash is stored. */
const MAX_ALLOWED = 200

/**
 * Confirms the purchase of a task, see `confirmPurchase`. Asks the user, unless the workspace is trusted and the user has allowed
 * the same requests at the same price before; the limits in the settings always apply. Does not ask if they are free.
 */
export async function confirmTaskPurchase(
  services: ExtensionServices,
  memento: vscode.Memento,
  batch: BatchRequest,
): Promise<Purchase | undefined> {
  const { connection, costs } = services
  if (connection.isSandbox) return { reservation: undefined }
  const { requests } = batch
  const total = totalOf(
    await Promise.all(requests.map(async (request) => requestCost(await costs.readPrice(request.model), request))),
  )
  const hash = total.withoutEstimate === 0 ? hashOf(batch, connection.origin, total.estimate) : undefined
  const isTrusted = vscode.workspace.isTrusted
  const allowed = memento.get<readonly string[]>(ALLOWED_KEY, [])
  if (isTrusted && hash !== undefined && allowed.includes(hash)) return await confirmPurchase(services, requests)

  const title = quoteBatchTitle({ name: batch.name, id: '' })
  const message =
    requests.length === 1
      ? vscode.l10n.t('Generate the video of the task {0}?', title)
      : vscode.l10n.t('Generate {0} videos of the task {1}?', requests.length, title)
  const detail = vscode.l10n.t('Each finished video is billed to your account.')
  const question = { message, detail, button: vscode.l10n.t('Generate') }
  const purchase = await confirmPurchase(services, requests, { question })
  // Not awaited: the task starts, whatever the user chooses.
  if (purchase && isTrusted && hash !== undefined) void offerToAllow(memento, hash, title)
  return purchase
}

async function offerToAllow(memento: vscode.Memento, hash: string, title: string): Promise<void> {
  const allow = vscode.l10n.t("Don't Ask Again")
  const message = vscode.l10n.t(
    'Run the task {0} without asking in the future? You are asked again when its requests or its price change.',
    title,
  )
  if ((await vscode.window.showInformationMessage(message, allow)) !== allow) return
  const others = memento.get<readonly string[]>(ALLOWED_KEY, []).filter((other) => other !== hash)
  await memento.update(ALLOWED_KEY, [...others, hash].slice(-MAX_ALLOWED))
}

/** Changes with the requests, the content of their local files, the service and the price. */
function hashOf({ requests }: BatchRequest, origin: string, { minUsd, maxUsd }: UsdRange): string {
  const hash = createHash('sha256').update(JSON.stringify([origin, minUsd, maxUsd]))
  for (const request of requests) hash.update(JSON.stringify(request))
  return hash.digest('base64')
}
