import type * as vscode from 'vscode'
import { findVideoUrl, urlInText } from '../../core/text/videoUrl.ts'

/** A longer selection is not meant as one URL. */
const MAX_SELECTED_LINES = 50
/** More lines than any window shows. */
const MAX_VISIBLE_LINES = 200

/** The video URL under the cursor or in the selection, or the selected URL; undefined if there is none. */
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
  return selection.isSingleLine && !selection.isEmpty ? urlInText(document.getText(selection)) : undefined
}

/** The video URL at a position; undefined if there is none. */
export function videoUrlAt(document: vscode.TextDocument, position: vscode.Position): string | undefined {
  if (position.line >= document.lineCount) return undefined
  return findVideoUrl(document.lineAt(position).text, position.character)?.url
}

/** The first video URL of each visible line, without duplicates. */
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
