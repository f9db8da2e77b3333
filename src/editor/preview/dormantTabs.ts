import * as vscode from 'vscode'

/**
 * Closes the tabs of panels of `viewType` with this title. After a reload the editor brings back tabs without telling
 * whose they are, and fills one only when it is shown: until then a job's title is all that is known of it.
 */
export async function closeTabs(viewType: string, title: string): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs)
  const ours = tabs.filter(
    // The editor puts a prefix of its own before the type.
    ({ label, input }) =>
      label === title && input instanceof vscode.TabInputWebview && input.viewType.endsWith(`-${viewType}`),
  )
  if (ours.length > 0) await vscode.window.tabGroups.close(ours)
}
