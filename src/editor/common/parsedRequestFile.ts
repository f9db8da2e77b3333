import type * as vscode from 'vscode'
import { parseRequestFile } from '../../core/model/parseRequestFile.ts'
import type { RequestFile, TextRange } from '../../core/model/requestFile.ts'

const parsed = new WeakMap<vscode.TextDocument, { readonly version: number; readonly file: RequestFile }>()

/** Parses a document. A version of it is parsed only once. */
export function parsedRequestFile(document: vscode.TextDocument): RequestFile {
  const known = parsed.get(document)
  if (known?.version === document.version) return known.file
  const file = parseRequestFile(document.getText())
  parsed.set(document, { version: document.version, file })
  return file
}

/** The positions of a part of a document. */
export function toEditorRange(
  document: vscode.TextDocument,
  { offset, length }: TextRange,
): readonly [vscode.Position, vscode.Position] {
  return [document.positionAt(offset), document.positionAt(offset + length)]
}
