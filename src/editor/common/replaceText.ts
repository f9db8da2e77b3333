import * as vscode from 'vscode'

/** Changes the text of a document to `text` in one step that the user can undo. Replaces only the part that differs. */
export async function replaceText(document: vscode.TextDocument, text: string): Promise<void> {
  const current = document.getText()
  if (current === text) return
  const shorter = Math.min(current.length, text.length)
  let start = 0
  while (start < shorter && current[start] === text[start]) start++
  // Neither between the two units of a character, nor of a line break.
  while (start > 0 && /[\r\ud800-\udbff]/.test(text.charAt(start - 1))) start--
  let end = 0
  while (end < shorter - start && current.at(-1 - end) === text.at(-1 - end)) end++
  while (end > 0 && /[\n\udc00-\udfff]/.test(text.charAt(text.length - end))) end--
  const range = new vscode.Range(document.positionAt(start), document.positionAt(current.length - end))
  const edit = new vscode.WorkspaceEdit()
  edit.replace(document.uri, range, text.slice(start, text.length - end))
  await vscode.workspace.applyEdit(edit)
}
