import type * as vscode from 'vscode'
import { requestIndex } from '../common/requestAt.ts'
import { resolveRequestDocument } from '../common/requestDocuments.ts'

/** The form. */
export interface RequestFileForms {
  /** Shows the request at a position of a request file. The form and the file follow each other. */
  showRequestFile(document: vscode.TextDocument, index: number): Promise<void>
}

/** "Open Request in Form". `index` is the position of the request in a list. */
export async function openRequestFile(forms: RequestFileForms, argument: unknown, index: unknown): Promise<void> {
  const document = await resolveRequestDocument(argument)
  await forms.showRequestFile(document, requestIndex(document, index))
}
