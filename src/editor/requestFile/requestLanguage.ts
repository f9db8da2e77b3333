import * as vscode from 'vscode'
import { isRequestFileName } from '../../core/model/requestFile.ts'
import { refersToSchema } from '../../core/model/schemaReference.ts'
import { DisposableStore } from '../common/disposableStore.ts'

/** Has colors, comments and brackets, but no JSON support. */
const OWN_LANGUAGE = 'wanVaceRequest'

const WITH_JSON_SUPPORT = 'jsonc'

/**
 * Opens request files with the editor's JSON support, for completion, hovers and problems, unless they refer to a schema:
 * opening a file must not make the editor send a request or read a file of another folder.
 */
export function registerRequestLanguage(): vscode.Disposable {
  const disposables = new DisposableStore()
  vscode.workspace.textDocuments.forEach(chooseLanguage)
  disposables.add(vscode.workspace.onDidOpenTextDocument(chooseLanguage))
  disposables.add(vscode.workspace.onDidChangeTextDocument(({ document }) => chooseLanguage(document)))
  return disposables
}

function chooseLanguage(document: vscode.TextDocument): void {
  const { languageId, uri } = document
  // The user can select another language.
  if (!isRequestFileName(uri.path) || (languageId !== OWN_LANGUAGE && languageId !== WITH_JSON_SUPPORT)) return
  const language = refersToSchema(document.getText()) ? OWN_LANGUAGE : WITH_JSON_SUPPORT
  if (language === languageId) return
  vscode.languages.setTextDocumentLanguage(document, language).then(undefined, () => {
    // The document was closed.
  })
}
