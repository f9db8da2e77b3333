import * as vscode from 'vscode'
import type { GenerationRequest, Job } from '../../core/job/job.ts'
import type { Row } from '../presentation/jobRow.ts'
import type { RenderContext } from '../presentation/jobState.ts'

/** Where the API is unless a setting says otherwise; not worth a line in a tooltip. */
const DEFAULT_ORIGIN = 'https://api.aimlapi.com'

export function jobItem(job: Job, row: Row): vscode.TreeItem {
  const item = new vscode.TreeItem(row.label)
  item.id = job.id
  item.description = row.description
  item.iconPath = new vscode.ThemeIcon(row.icon.id, row.icon.color ? new vscode.ThemeColor(row.icon.color) : undefined)
  item.contextValue = row.contextValue
  item.accessibilityInformation = { label: row.spoken, role: 'treeitem' }
  item.command = { command: 'wanVace.open', title: vscode.l10n.t('Open'), arguments: [job.id] }
  return item
}

/** The last row of a list that is longer than what is shown. */
export function moreItem(hidden: number): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Show More'))
  item.id = 'wanVace.more'
  item.description = vscode.l10n.t('{0} older', hidden)
  item.iconPath = new vscode.ThemeIcon('ellipsis')
  item.command = { command: 'wanVace.showMore', title: vscode.l10n.t('Show More') }
  return item
}

/** Made when the pointer rests on a row: it needs the whole request and the parameter tables. */
export async function jobTooltip(
  job: Job,
  request: GenerationRequest | undefined,
  around: RenderContext,
): Promise<vscode.MarkdownString> {
  const [{ tooltipOf }, { describeRequest }] = await Promise.all([
    import('./tooltip.ts'),
    import('../../core/model/summary.ts'),
  ])
  const summary = request ? describeRequest(request, around.locale) : []
  const surroundings = { ...around, defaultOrigin: DEFAULT_ORIGIN }
  const tooltip = new vscode.MarkdownString(tooltipOf(job, summary, surroundings), false)
  tooltip.isTrusted = false
  tooltip.supportHtml = false
  return tooltip
}
