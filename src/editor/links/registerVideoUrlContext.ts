import * as vscode from 'vscode'
import type { ContextKeys } from '../common/contextKeys.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import type { VideoUrlContext } from './videoUrlContext.ts'

/**
 * Updates the context keys for video URLs when the active editor, its text, its cursor or the pointer changes. Loads the
 * code with the first text editor.
 */
export function registerVideoUrlContext(contextKeys: ContextKeys): vscode.Disposable {
  const disposables = new DisposableStore()
  let loading: Promise<VideoUrlContext> | undefined
  const load = () => {
    loading ??= import('./videoUrlContext.ts').then(({ VideoUrlContext }) =>
      disposables.add(new VideoUrlContext(contextKeys)),
    )
    return loading
  }
  if (vscode.window.activeTextEditor) void load()
  disposables.add(vscode.window.onDidChangeActiveTextEditor(async () => (await load()).editorChanged()))
  disposables.add(vscode.window.onDidChangeTextEditorSelection(async (event) => (await load()).cursorMoved(event)))
  disposables.add(vscode.window.onDidChangeTextEditorVisibleRanges(async () => (await load()).viewChanged()))
  disposables.add(
    vscode.workspace.onDidChangeTextDocument(async (event) => {
      if (event.document === vscode.window.activeTextEditor?.document) (await load()).textChanged(event.document)
    }),
  )
  disposables.add(
    // Provides no hover: a hover request is the only event that carries the pointer position.
    vscode.languages.registerHoverProvider('*', {
      provideHover: async (document, position) => (await load()).pointerMoved(document, position),
    }),
  )
  return disposables
}
