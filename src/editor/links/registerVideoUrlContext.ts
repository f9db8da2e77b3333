import * as vscode from 'vscode'
import { videoUrlAt, videoUrlOf, visibleVideoUrls } from './videoUrlInEditor.ts'

/** True while the cursor or selection of the active editor is on a video address. */
export const ON_VIDEO_URL = 'wanVace.onVideoUrl'
/** True when a right-click may land on a video address: what the editor's context menu asks. */
export const NEAR_VIDEO_URL = 'wanVace.nearVideoUrl'

/** A page of text: scrolling and typing fire far more often than anybody right-clicks. */
const SETTLE_MS = 150

/** Keeps the two context keys true to the active editor. */
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

/**
 * A right-click moves the cursor and opens the menu in one go, before any extension has heard of it. So the menu must
 * know beforehand: from where the pointer rests, from the last click, and, while nothing is known of the pointer, from
 * whether there is an address in sight at all.
 */
class VideoUrlContext implements vscode.Disposable {
  private pointerOnUrl: boolean | undefined = undefined
  private readonly told = new Map<string, boolean>()
  private timer: ReturnType<typeof setTimeout> | undefined = undefined

  constructor() {
    this.update()
  }

  editorChanged(): void {
    this.pointerOnUrl = undefined
    this.update()
  }

  cursorMoved({ textEditor, kind }: vscode.TextEditorSelectionChangeEvent): void {
    if (textEditor !== vscode.window.activeTextEditor) return
    // A click; with no kind it is the right-click that opens the menu.
    const clicked = kind === undefined || kind === vscode.TextEditorSelectionChangeKind.Mouse
    if (clicked) this.pointerOnUrl = videoUrlOf(textEditor) !== undefined
    this.update()
  }

  viewChanged(): void {
    this.pointerOnUrl = undefined
    this.updateSoon()
  }

  textChanged(document: vscode.TextDocument): void {
    if (document === vscode.window.activeTextEditor?.document) this.updateSoon()
  }

  pointerRests(document: vscode.TextDocument, position: vscode.Position): undefined {
    if (document !== vscode.window.activeTextEditor?.document) return
    this.pointerOnUrl = videoUrlAt(document, position) !== undefined
    this.update()
  }

  dispose(): void {
    clearTimeout(this.timer)
  }

  private updateSoon(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.update(), SETTLE_MS)
  }

  private update(): void {
    const editor = vscode.window.activeTextEditor
    const onUrl = editor !== undefined && videoUrlOf(editor) !== undefined
    this.tell(ON_VIDEO_URL, onUrl)
    const near = this.pointerOnUrl ?? (editor !== undefined && visibleVideoUrls(editor).length > 0)
    this.tell(NEAR_VIDEO_URL, onUrl || near)
  }

  private tell(key: string, value: boolean): void {
    if (this.told.get(key) === value) return
    this.told.set(key, value)
    void vscode.commands.executeCommand('setContext', key, value)
  }
}
