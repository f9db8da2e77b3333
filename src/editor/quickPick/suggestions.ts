import * as vscode from 'vscode'
import type { Parameter } from '../../core/model/parameter.ts'
import { parseInput } from '../../core/model/parseInput.ts'
import { videoUrlOf } from '../common/videoUrlInEditor.ts'

/** A value that the user can pick instead of typing. */
export interface Suggestion {
  readonly value: string
  /** Where the value comes from, shown beside it. */
  readonly source: string
}

/** A browser may ask the user for permission to read the clipboard. Do not wait for that. */
const CLIPBOARD_TIMEOUT_MS = 400
/** A longer selection is unlikely to be a prompt. */
const MAX_PROMPT_LENGTH = 20_000

/** Returns the video URLs at the cursor and in the clipboard. */
export async function sourceVideoSuggestions(parameter: Parameter): Promise<Suggestion[]> {
  const editor = vscode.window.activeTextEditor
  const atCursor = editor && videoUrlOf(editor)
  const copied = (await readClipboard()).trim()
  const suggestions: Suggestion[] = []
  if (atCursor !== undefined) suggestions.push({ value: atCursor, source: vscode.l10n.t('At the cursor') })
  if (/^https?:/i.test(copied) && parseInput(parameter, copied).ok && copied !== atCursor) {
    suggestions.push({ value: copied, source: vscode.l10n.t('From the clipboard') })
  }
  return suggestions
}

/** Returns the text selected in the active editor, or undefined if it is empty, too long or a single URL. */
export function selectedPrompt(): string | undefined {
  const editor = vscode.window.activeTextEditor
  if (!editor || editor.selection.isEmpty) return undefined
  const text = editor.document.getText(editor.selection).trim()
  if (text.length > MAX_PROMPT_LENGTH) return undefined
  const isUrl = /^(?:[a-z][a-z0-9+.-]*:\/\/|data:)\S*$/i.test(text.replace(/^["'<(`]+|[>"')`;,.]+$/g, ''))
  return text === '' || isUrl ? undefined : text
}

/** Returns an empty string if the clipboard cannot be read in time. */
async function readClipboard(): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const timer = setTimeout(() => resolve(''), CLIPBOARD_TIMEOUT_MS)
  vscode.env.clipboard.readText().then(resolve, () => resolve(''))
  const text = await promise
  clearTimeout(timer)
  return text
}
