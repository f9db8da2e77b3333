import * as vscode from 'vscode'
import type { CompletionModel } from '../../core/job/completionModel.ts'
import type { Job } from '../../core/job/job.ts'
import type { JobReader } from '../../jobs/jobReader.ts'
import { previewUri } from '../common/previewUri.ts'
import { DEFAULT_API_URL } from '../connection/settings.ts'
import type { RenderContext } from '../presentation/jobPresentation.ts'
import type { Row } from '../presentation/jobRow.ts'

export function jobItem(job: Job, row: Row, id: string): vscode.TreeItem {
  const item = rowItem(row, id)
  // Dragged to the editor area, the row opens there.
  item.resourceUri = previewUri(job)
  // Only for this command, the editor passes on how the row was opened: the focus, a preview tab, to the side.
  item.command = { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [item.resourceUri] }
  return item
}

/** The row of a batch, with its jobs below it. */
export function batchItem(row: Row, id: string): vscode.TreeItem {
  const item = rowItem(row, id)
  item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded
  return item
}

/** The row of a group. `count` is the number of its jobs. The editor remembers which groups the user collapsed. */
export function groupItem(
  label: string,
  id: string,
  { count, isExpanded }: { readonly count: number; readonly isExpanded: boolean },
): vscode.TreeItem {
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState
  const item = new vscode.TreeItem(label, isExpanded ? Expanded : Collapsed)
  item.id = `wanVace.group/${id}`
  item.contextValue = 'group'
  item.description = `${count}`
  return item
}

function rowItem(row: Row, id: string): vscode.TreeItem {
  const item = new vscode.TreeItem(row.label)
  item.id = id
  item.description = row.description
  const { id: icon, color } = row.icon
  item.iconPath = new vscode.ThemeIcon(
    icon === 'loading' ? 'loading~spin' : icon,
    color ? new vscode.ThemeColor(color) : undefined,
  )
  item.contextValue = row.contextValue
  item.accessibilityInformation = { label: row.ariaLabel, role: 'treeitem' }
  return item
}

/** The last row of a group, or of the whole list, with more pages. */
export function moreItem(hidden: number, group: string): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Show More'))
  item.id = `wanVace.more/${group}`
  item.description = vscode.l10n.t('{0} older', hidden)
  item.iconPath = new vscode.ThemeIcon('ellipsis')
  item.command = { command: 'wanVace.showMore', title: vscode.l10n.t('Show More'), arguments: [group] }
  return item
}

/** A larger picture is not shown: the editor gets the whole tooltip in a message. */
const MAX_THUMBNAIL_BYTES = 200_000

/** Called when the user hovers over a row. */
export async function jobTooltip(
  job: Job,
  {
    videosFolder,
    completionModel,
  }: Pick<JobReader, 'videosFolder'> & { readonly completionModel: CompletionModel | undefined },
  context: RenderContext,
): Promise<vscode.MarkdownString> {
  const [{ tooltipOf }, { Thumbnails }] = await Promise.all([import('./tooltip.ts'), import('../common/thumbnails.ts')])
  const jpeg = await new Thumbnails(videosFolder).read(job)
  const thumbnail = jpeg === undefined || jpeg.length > MAX_THUMBNAIL_BYTES ? undefined : jpeg.toString('base64')
  const tooltip = new vscode.MarkdownString(
    tooltipOf(job, { ...context, completionModel, defaultOrigin: DEFAULT_API_URL }, thumbnail),
    false,
  )
  tooltip.isTrusted = false
  tooltip.supportHtml = false
  return tooltip
}
