import * as vscode from 'vscode'
import { DisposableStore } from '../common/disposableStore.ts'
import { isRequestDocument, REQUEST_FILES } from '../common/requestDocuments.ts'
import { TimeoutTimer } from '../common/timeoutTimer.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { codeLenses } from './codeLenses.ts'
import { pathLinks, resolvePathLink } from './pathLinks.ts'
import { RequestFileProblems } from './requestFileProblems.ts'
import { registerRequestLanguage } from './requestLanguage.ts'

/** Jobs and downloads report often. */
const LENS_DELAY_MS = 300

/** Registers problems, links and code lenses. Completion and hovers come from the JSON schema in `package.json`. */
export function registerFeatures(services: ExtensionServices): vscode.Disposable {
  const disposables = new DisposableStore()
  disposables.add(registerRequestLanguage())
  disposables.add(registerLenses(services))
  disposables.add(
    vscode.languages.registerDocumentLinkProvider(REQUEST_FILES, {
      provideDocumentLinks: pathLinks,
      resolveDocumentLink: resolvePathLink,
    }),
  )
  disposables.add(registerProblems())
  return disposables
}

function registerLenses(services: ExtensionServices): vscode.Disposable {
  const disposables = new DisposableStore()
  const timer = disposables.add(new TimeoutTimer())
  const lensesChanged = disposables.add(new vscode.EventEmitter<void>())
  const update = () => timer.setIfNotSet(() => lensesChanged.fire(), LENS_DELAY_MS)
  disposables.add(services.jobs.onDidChange(update))
  disposables.add(services.connection.onDidChange(update))
  disposables.add(services.costs.onDidChange(update))
  disposables.add(
    vscode.languages.registerCodeLensProvider(REQUEST_FILES, {
      onDidChangeCodeLenses: lensesChanged.event,
      provideCodeLenses: (document) => codeLenses(services, document),
    }),
  )
  return disposables
}

function registerProblems(): vscode.Disposable {
  const disposables = new DisposableStore()
  const problems = disposables.add(new RequestFileProblems())
  const check = (document: vscode.TextDocument | undefined) => {
    if (document && isRequestDocument(document)) problems.check(document)
  }
  for (const document of vscode.workspace.textDocuments) check(document)
  disposables.add(vscode.workspace.onDidOpenTextDocument(check))
  disposables.add(vscode.workspace.onDidChangeTextDocument(({ document }) => check(document)))
  // A local file may have been added meanwhile.
  disposables.add(vscode.window.onDidChangeActiveTextEditor((editor) => check(editor?.document)))
  disposables.add(vscode.workspace.onDidCloseTextDocument((document) => problems.remove(document)))
  return disposables
}
