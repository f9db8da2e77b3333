import * as vscode from 'vscode'
import { videoUrlAt, videoUrlOf, visibleVideoUrls } from './videoUrlInEditor.ts'

/** True when a context menu would open on a video address, as far as that can be known beforehand. */
export const ON_VIDEO_URL = 'wanVace.onVideoUrl'
/** True while the cursor or selection of the active editor is on a video address: what the palette asks. */
export const CURSOR_ON_VIDEO_URL = 'wanVace.cursorOnVideoUrl'

/** Scrolling and typing fire far more often than anybody right-clicks. */
const SETTLE_MS = 150
/** How long the pointer counts as still being where there was no address; it may leave without a word. */
const ELSEWHERE_MS = 2000

/**
 * Keeps the context keys. A right-click moves the cursor and opens the menu in one go, before any extension has heard
 * of it, so the menu must know beforehand: from where the pointer rests, from the last click, and, while nothing is
 * known of the pointer, from whether there is an address in sight at all. An item too many beside an address does less
 * harm than one that is missing on it; the command then asks which address is meant.
 */
export class VideoUrlContext implements vscode.Disposable {
  private pointerOnUrl: boolean | undefined = undefined
  private readonly told = new Map<string, boolean>()
  private settling: ReturnType<typeof setTimeout> | undefined = undefined
  private forgetting: ReturnType<typeof setTimeout> | undefined = undefined

  constructor() {
    this.update()
  }

  editorChanged(): void {
    this.pointerIs(undefined)
    this.updateSoon()
  }

  cursorMoved({ textEditor, kind }: vscode.TextEditorSelectionChangeEvent): void {
    if (textEditor !== vscode.window.activeTextEditor) return
    const clicked = kind === vscode.TextEditorSelectionChangeKind.Mouse
    // Not a click: keys, after which the menu may be opened by key, or a right-click, after which the editor asks for
    // no hover until the next click.
    this.pointerIs(clicked ? videoUrlOf(textEditor) !== undefined : undefined)
  }

  viewChanged(): void {
    this.pointerIs(undefined)
    this.updateSoon()
  }

  textChanged(document: vscode.TextDocument): void {
    if (document === vscode.window.activeTextEditor?.document) this.updateSoon()
  }

  pointerRests(document: vscode.TextDocument, position: vscode.Position): undefined {
    if (document === vscode.window.activeTextEditor?.document) {
      this.pointerIs(videoUrlAt(document, position) !== undefined)
    }
  }

  dispose(): void {
    clearTimeout(this.settling)
    clearTimeout(this.forgetting)
  }

  private pointerIs(onUrl: boolean | undefined): void {
    clearTimeout(this.forgetting)
    this.pointerOnUrl = onUrl
    if (onUrl === false) this.forgetting = setTimeout(() => this.pointerIs(undefined), ELSEWHERE_MS)
    this.update()
  }

  private updateSoon(): void {
    clearTimeout(this.settling)
    this.settling = setTimeout(() => this.update(), SETTLE_MS)
  }

  private update(): void {
    const editor = vscode.window.activeTextEditor
    const cursorOnUrl = editor !== undefined && videoUrlOf(editor) !== undefined
    const inSight = () => editor !== undefined && visibleVideoUrls(editor).length > 0
    this.tell(CURSOR_ON_VIDEO_URL, cursorOnUrl)
    this.tell(ON_VIDEO_URL, this.pointerOnUrl ?? (cursorOnUrl || inSight()))
  }

  private tell(key: string, value: boolean): void {
    if (this.told.get(key) === value) return
    this.told.set(key, value)
    void vscode.commands.executeCommand('setContext', key, value)
  }
}
