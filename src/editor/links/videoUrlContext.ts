import * as vscode from 'vscode'
import type { ContextKeys } from '../common/contextKeys.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import { TimeoutTimer } from '../common/timeoutTimer.ts'
import { videoUrlAt, videoUrlOf, visibleVideoUrls } from '../common/videoUrlInEditor.ts'

/** Scroll and change events are frequent. */
const UPDATE_DELAY_MS = 150
/** How long a pointer that was not on a URL is assumed to stay off it: the editor sends no event when it leaves. */
const POINTER_EXPIRES_MS = 2000

/**
 * Sets the context keys for video URLs in the active editor:
 *
 * - `wanVace.cursorOnVideoUrl`, for the Command Palette: the cursor or the selection is on a video URL.
 * - `wanVace.onVideoUrl`, for the context menu: the menu would probably open on a video URL. A right-click moves the
 *   cursor and opens the menu before the extension receives an event, so the value is computed beforehand from the
 *   pointer position, from the last click, and, if the pointer position is unknown, from whether any URL is visible.
 *   If the guess is wrong, the command asks which URL to use.
 */
export class VideoUrlContext implements vscode.Disposable {
  readonly #contextKeys: ContextKeys
  readonly #disposables = new DisposableStore()
  readonly #updateTimer = this.#disposables.add(new TimeoutTimer())
  readonly #pointerTimer = this.#disposables.add(new TimeoutTimer())
  #pointerOnUrl: boolean | undefined

  constructor(contextKeys: ContextKeys) {
    this.#contextKeys = contextKeys
    this.#update()
  }

  editorChanged(): void {
    this.#setPointer(undefined)
    this.#scheduleUpdate()
  }

  cursorMoved({ textEditor, kind }: vscode.TextEditorSelectionChangeEvent): void {
    if (textEditor !== vscode.window.activeTextEditor) return
    const clicked = kind === vscode.TextEditorSelectionChangeKind.Mouse
    // Without a left click, the pointer position is unknown: the user pressed a key and may open the menu by key, or
    // right-clicked, after which the editor requests no hover until the next click.
    this.#setPointer(clicked ? videoUrlOf(textEditor) !== undefined : undefined)
  }

  viewChanged(): void {
    this.#setPointer(undefined)
    this.#scheduleUpdate()
  }

  textChanged(document: vscode.TextDocument): void {
    if (document === vscode.window.activeTextEditor?.document) this.#scheduleUpdate()
  }

  pointerMoved(document: vscode.TextDocument, position: vscode.Position): undefined {
    const editor = vscode.window.activeTextEditor
    if (document !== editor?.document) return
    const isOnSelectedUrl = editor.selection.contains(position) && videoUrlOf(editor) !== undefined
    this.#setPointer(isOnSelectedUrl || videoUrlAt(document, position) !== undefined)
  }

  dispose(): void {
    this.#disposables.dispose()
  }

  #setPointer(onUrl: boolean | undefined): void {
    this.#pointerTimer.cancel()
    this.#pointerOnUrl = onUrl
    if (onUrl === false) this.#pointerTimer.setIfNotSet(() => this.#setPointer(undefined), POINTER_EXPIRES_MS)
    this.#update()
  }

  #scheduleUpdate(): void {
    this.#updateTimer.cancelAndSet(() => this.#update(), UPDATE_DELAY_MS)
  }

  #update(): void {
    const editor = vscode.window.activeTextEditor
    const cursorOnUrl = editor !== undefined && videoUrlOf(editor) !== undefined
    const isVisible = () => editor !== undefined && visibleVideoUrls(editor).length > 0
    this.#contextKeys.set('wanVace.cursorOnVideoUrl', cursorOnUrl)
    this.#contextKeys.set('wanVace.onVideoUrl', this.#pointerOnUrl ?? (cursorOnUrl || isVisible()))
  }
}
