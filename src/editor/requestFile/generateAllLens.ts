import * as vscode from 'vscode'
import { batchDurationMs } from '../../core/job/batchDuration.ts'
import { workloadOf } from '../../core/job/workload.ts'
import { expandRequests, MAX_BATCH_REQUESTS, requestCount } from '../../core/model/batch.ts'
import { totalOf } from '../../core/model/purchaseLimits.ts'
import type { RequestFile } from '../../core/model/requestFile.ts'
import { formatEstimate } from '../../core/text/format.ts'
import { requestCost } from '../common/requestCost.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { usdRange } from '../presentation/priceText.ts'
import { DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'

/** "Generate All" of a list or a matrix, with the number, the price and the likely time. Empty for a single request. */
export function generateAllLens(
  services: ExtensionServices,
  { uri }: vscode.TextDocument,
  file: RequestFile,
): vscode.CodeLens[] {
  const count = requestCount(file)
  if (count < 2) return []
  const place = new vscode.Range(0, 0, 0, 0)
  if (count > MAX_BATCH_REQUESTS) {
    const number = count.toLocaleString(vscode.env.language)
    const title = vscode.l10n.t('{0} requests: a batch can have at most {1}', number, MAX_BATCH_REQUESTS)
    return [new vscode.CodeLens(place, { title, command: '' })]
  }
  const title = vscode.l10n.t('Generate All ({0})', priceText(services, file, count))
  const tooltip = durationText(services, file)
  const command = { title: `$(run-all) ${title}`, command: 'wanVace.generateAll', arguments: [uri] }
  return [new vscode.CodeLens(place, tooltip === '' ? command : { ...command, tooltip })]
}

/** For example `6 × ≈ $0.20`, or `6, ≈ $1.40` if their prices differ. Only the number if the price is not known. */
function priceText({ costs, connection }: ExtensionServices, file: RequestFile, count: number): string {
  if (connection.isSandbox) return vscode.l10n.t('{0}, free', count)
  const each = expandRequests(file).map(({ model, values }) =>
    requestCost(costs.price(model.id), { model: model.id, values }),
  )
  const { estimate, withoutEstimate } = totalOf(each)
  if (withoutEstimate > 0) return String(count)
  const prices = each.map((cost) => (cost.kind === 'estimate' ? usdRange(cost.total, DISPLAY_LANGUAGE) : ''))
  const [first = ''] = prices
  return prices.every((price) => price === first)
    ? vscode.l10n.t('{0} × ≈ {1}', count, first)
    : vscode.l10n.t('{0}, ≈ {1}', count, usdRange(estimate, DISPLAY_LANGUAGE))
}

/** Empty if too few similar jobs have finished on this computer. */
function durationText({ jobs, connection }: ExtensionServices, file: RequestFile): string {
  const [first, ...others] = expandRequests(file)
  if (!first) return ''
  const workload = workloadOf({ model: first.model.id, values: first.values })
  const model = jobs.completionModel({ apiOrigin: connection.origin, model: first.model.id, workload })
  const ms = batchDurationMs(others.length + 1, model)
  return ms === undefined
    ? ''
    : vscode.l10n.t('The videos are likely to be ready in {0}.', formatEstimate(ms, vscode.env.language))
}
