import * as vscode from 'vscode'
import { costText } from '../connection/costText.ts'
import type { ConnectionService } from '../extensionServices.ts'
import { videos } from '../presentation/format.ts'
import { priceText, type RequestCost, usdRange } from '../presentation/priceText.ts'
import { DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'

const MAX_VARIATIONS = 9

/**
 * Asks how many variations to generate, and shows what they cost. `cost` is that of one. `of` is the title of what is varied, if it is not the
 * open form; then one is enough. Returns undefined if the user cancels.
 */
export async function askVariationCount(
  connection: ConnectionService,
  cost: RequestCost,
  of?: string,
): Promise<number | undefined> {
  const min = of === undefined ? 2 : 1
  const counts = Array.from({ length: MAX_VARIATIONS - min + 1 }, (_, index) => min + index)
  const items = counts.map((count) => ({ label: videos(count, vscode.l10n), description: priceOf(cost, count), count }))
  const total = { label: costText(connection), kind: vscode.QuickPickItemKind.Separator, count: 0 }
  const picked = await vscode.window.showQuickPick([total, ...items], {
    title: of === undefined ? vscode.l10n.t('Generate Variations') : vscode.l10n.t('Generate Variations of {0}', of),
    placeHolder: vscode.l10n.t('Select how many videos to generate. Each has a seed of its own.'),
  })
  return picked?.count
}

function priceOf(cost: RequestCost, count: number): string {
  if (cost.kind !== 'estimate') return priceText(cost, '', DISPLAY_LANGUAGE).text
  const { minUsd, maxUsd } = cost.total
  return vscode.l10n.t('about {0}', usdRange({ minUsd: minUsd * count, maxUsd: maxUsd * count }, DISPLAY_LANGUAGE))
}
