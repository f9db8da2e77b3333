import type * as vscode from 'vscode'
import { findVideoUrl } from '../../core/text/videoUrl.ts'

/** Long enough for any selection that is meant as one address or a few lines with one. */
const MAX_SELECTED_LINES = 50
/** Long enough for every window; a bound for odd ones. */
const MAX_VISIBLE_LINES = 200

/** The video address that the cursor or the selection of an editor is on. */
export function videoUrlOf(editor: vscode.TextEditor): string | undefined {
  const { document, selection } = editor
  const { start, end } = selection
  const last = Math.min(end.line, start.line + MAX_SELECTED_LINES, document.lineCount - 1)
  for (let line = start.line; line <= last; line++) {
    const text = document.lineAt(line).text
    const from = line === start.line ? start.character : 0
    const to = line === end.line ? end.character : text.length
    const found = findVideoUrl(text, from, to)
    if (found) return found.url
  }
  return undefined
}

/** The video address at a position of a document. */
export function videoUrlAt(document: vscode.TextDocument, position: vscode.Position): string | undefined {
  if (position.line >= document.lineCount) return undefined
  return findVideoUrl(document.lineAt(position).text, position.character)?.url
}

/** The first video addresses of each line that an editor shows. */
export function visibleVideoUrls(editor: vscode.TextEditor): string[] {
  const urls = new Set<string>()
  for (const range of editor.visibleRanges) {
    const last = Math.min(range.end.line, range.start.line + MAX_VISIBLE_LINES, editor.document.lineCount - 1)
    for (let line = range.start.line; line <= last; line++) {
      const text = editor.document.lineAt(line).text
      const found = findVideoUrl(text, 0, text.length)
      if (found) urls.add(found.url)
    }
  }
  return [...urls]
}
