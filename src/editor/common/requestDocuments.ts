import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import { isRequestFileName } from '../../core/model/requestFile.ts'

/** For providers of language features. */
export const REQUEST_FILES: vscode.DocumentSelector = { pattern: '**/*.wanvace.json' }

/** Whether a document is a request file that can be edited, and not one of another commit, for example. */
export function isRequestDocument({ uri }: vscode.TextDocument): boolean {
  const isEditable = uri.scheme === 'untitled' || vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true
  return isEditable && isRequestFileName(uri.path)
}

/** Returns the request file that a command was run for: a URI from a menu or a code lens, or that of the active editor. */
export async function resolveRequestDocument(argument: unknown): Promise<vscode.TextDocument> {
  const active = vscode.window.activeTextEditor?.document
  if (argument instanceof vscode.Uri) return await vscode.workspace.openTextDocument(argument)
  if (active && isRequestDocument(active)) return active
  throw new AppError(
    'invalid',
    vscode.l10n.t('Open a request file first: a file with a name that ends in .wanvace.json.'),
  )
}
