import * as vscode from 'vscode'
import type { ContextKeys } from '../common/contextKeys.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import { VideoUrlContext } from './videoUrlContext.ts'

/** Updates the context keys for video URLs when the active editor, its text, its cursor or the pointer changes. */
export function registerVideoUrlContext(contextKeys: ContextKeys): vscode.Disposable {
  const disposables = new DisposableStore()
  const context = disposables.add(new VideoUrlContext(contextKeys))
  disposables.add(vscode.window.onDidChangeActiveTextEditor(() => context.editorChanged()))
  disposables.add(vscode.window.onDidChangeTextEditorSelection((event) => context.cursorMoved(event)))
  disposables.add(vscode.window.onDidChangeTextEditorVisibleRanges(() => context.viewChanged()))
  disposables.add(vscode.workspace.onDidChangeTextDocument((event) => context.textChanged(event.document)))
  disposables.add(
    // Provides no hover: a hover request is the only event that carries the pointer position.
    vscode.languages.registerHoverProvider('*', {
      provideHover: (document, position) => context.pointerMoved(document, position),
    }),
  )
  return disposables
}
