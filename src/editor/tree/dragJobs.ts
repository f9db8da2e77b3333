import * as vscode from 'vscode'
import type { TreeElement } from './treeElements.ts'

/** The IDs of the dragged jobs, separated by line breaks. */
export const DRAGGED_JOBS = 'application/vnd.wan-vace.jobs'

/** What a drop into a text editor inserts. */
export const DROP_KIND = vscode.DocumentDropOrPasteEditKind.Empty.append('wanVace', 'video')

/** Lets rows be dragged. Nothing can be dropped on them. */
export const DRAG_CONTROLLER: vscode.TreeDragAndDropController<TreeElement> = {
  dragMimeTypes: [DRAGGED_JOBS],
  dropMimeTypes: [],
  handleDrag: (rows, transfer) => {
    const ids = rows.flatMap((row) => (row.kind === 'job' ? [row.id] : []))
    if (ids.length === 0) return
    transfer.set(DRAGGED_JOBS, new vscode.DataTransferItem(ids.join('\n')))
    // Otherwise, the editor's own support for Markdown would insert links to resources of the preview.
    transfer.set('text/uri-list', new vscode.DataTransferItem(''))
  },
}
