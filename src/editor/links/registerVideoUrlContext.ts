import * as vscode from 'vscode'
import { VideoUrlContext } from './videoUrlContext.ts'

/** Keeps the context keys of video addresses true to the active editor. */
export function registerVideoUrlContext(): vscode.Disposable {
  const context = new VideoUrlContext()
  return vscode.Disposable.from(
    context,
    vscode.window.onDidChangeActiveTextEditor(() => context.editorChanged()),
    vscode.window.onDidChangeTextEditorSelection((event) => context.cursorMoved(event)),
    vscode.window.onDidChangeTextEditorVisibleRanges(() => context.viewChanged()),
    vscode.workspace.onDidChangeTextDocument((event) => context.textChanged(event.document)),
    // Answers nothing itself: a hover question is how an extension learns where the pointer rests.
    vscode.languages.registerHoverProvider('*', {
      provideHover: (document, position) => context.pointerRests(document, position),
    }),
  )
}
