import * as vscode from 'vscode'
import { costText } from '../connection/costText.ts'
import type { ConnectionService } from '../extensionServices.ts'
import { videos } from '../presentation/format.ts'

const MAX_VARIATIONS = 9

/**
 * Asks how many variations to generate, and shows what they cost. `of` is the title of what is varied, if it is not the
 * open form; then one is enough. Returns undefined if the user cancels.
 */
export async function askVariationCount(connection: ConnectionService, of?: string): Promise<number | undefined> {
  const min = of === undefined ? 2 : 1
  const counts = Array.from({ length: MAX_VARIATIONS - min + 1 }, (_, index) => min + index)
  const items = counts.map((count) => ({ label: videos(count, vscode.l10n), count }))
  const cost = { label: costText(connection), kind: vscode.QuickPickItemKind.Separator, count: 0 }
  const picked = await vscode.window.showQuickPick([cost, ...items], {
    title: of === undefined ? vscode.l10n.t('Generate Variations') : vscode.l10n.t('Generate Variations of {0}', of),
    placeHolder: vscode.l10n.t('Select how many videos to generate. Each has a seed of its own.'),
  })
  return picked?.count
}
