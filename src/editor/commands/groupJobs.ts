import * as vscode from 'vscode'
import { JOB_GROUPINGS, type JobGrouping } from '../../core/job/jobFilter.ts'
import type { ListOptions } from '../common/listOptions.ts'

/** "Group By": selects how the list is grouped. */
export async function groupJobs(options: ListOptions): Promise<void> {
  const { grouping: current } = options
  const items = JOB_GROUPINGS.map((grouping) => ({
    label: labelOf(grouping),
    ...(grouping === current ? { description: vscode.l10n.t('Current') } : {}),
    grouping,
  }))
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Group Generations'),
    placeHolder: vscode.l10n.t('Select how to group the list'),
  })
  if (picked !== undefined) await options.setGrouping(picked.grouping)
}

function labelOf(grouping: JobGrouping): string {
  switch (grouping) {
    case 'batch':
      return vscode.l10n.t('Batch')
    case 'day':
      return vscode.l10n.t('Day')
    case 'state':
      return vscode.l10n.t('State')
    case 'none':
      return vscode.l10n.t('None')
  }
}
