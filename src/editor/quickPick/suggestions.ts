import * as vscode from 'vscode'
import type { Parameter } from '../../core/model/parameter.ts'
import { parseInput } from '../../core/model/parseInput.ts'
import { videoUrlOf } from '../common/videoUrlInEditor.ts'

/** A value that lies at hand when a flow starts. */
export interface Offer {
  readonly value: string
  /** Where it comes from, for people. */
  readonly from: string
}

/** A browser may ask the person before it hands the clipboard out: nobody waits for that. */
const CLIPBOARD_MS = 400
/** More selected text than this was not meant as a prompt. */
const MAX_PROMPT_LENGTH = 20_000

/** The addresses at hand for the source video: under the cursor and in the clipboard. */
export async function sourceOffers(parameter: Parameter): Promise<Offer[]> {
  const editor = vscode.window.activeTextEditor
  const atCursor = editor && videoUrlOf(editor)
  const copied = (await clipboardText()).trim()
  const offers: Offer[] = []
  if (atCursor !== undefined) offers.push({ value: atCursor, from: vscode.l10n.t('At the cursor') })
  if (/^https?:/i.test(copied) && parseInput(parameter, copied).ok && copied !== atCursor) {
    offers.push({ value: copied, from: vscode.l10n.t('From the clipboard') })
  }
  return offers
}

/** The active editor's selection, unless it is nothing but an address. */
export function promptOffer(): string | undefined {
  const editor = vscode.window.activeTextEditor
  if (!editor || editor.selection.isEmpty) return undefined
  const text = editor.document.getText(editor.selection).trim()
  if (text.length > MAX_PROMPT_LENGTH) return undefined
  const isUrl = /^(?:[a-z][a-z0-9+.-]*:\/\/|data:)\S*$/i.test(text.replace(/^["'<(`]+|[>"')`;,.]+$/g, ''))
  return text === '' || isUrl ? undefined : text
}

async function clipboardText(): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const timer = setTimeout(() => resolve(''), CLIPBOARD_MS)
  vscode.env.clipboard.readText().then(resolve, () => resolve(''))
  const text = await promise
  clearTimeout(timer)
  return text
}
