import * as vscode from 'vscode'
import type { Job } from '../../core/job/job.ts'
import { panelTitle } from './previewModel.ts'

/**
 * Closes the job's tab from before a reload, if it was not shown since: it would become a second preview of the job. The
 * editor restores the content of a tab only when the tab is shown; until then, extensions can see only its title. Does
 * nothing if another job has the same title.
 */
export async function closeUnrestoredTabs(viewType: string, jobId: string, jobs: readonly Job[]): Promise<void> {
  const job = jobs.find(({ id }) => id === jobId)
  if (!job) return
  const title = panelTitle(job, vscode.l10n)
  if (jobs.filter((each) => panelTitle(each, vscode.l10n) === title).length > 1) return
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs)
  const matches = tabs.filter(
    // The editor adds a prefix to the type.
    ({ label, input }) =>
      label === title && input instanceof vscode.TabInputWebview && input.viewType.endsWith(`-${viewType}`),
  )
  if (matches.length > 0) await vscode.window.tabGroups.close(matches)
}
