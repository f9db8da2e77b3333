import type * as vscode from 'vscode'
import type { PreviewAction, PreviewView } from '../../protocol/preview.ts'

/** What a preview shows: a job, or a video file. */
export interface PreviewContent extends vscode.Disposable {
  /** The current view. The panel calls it when it is created, and after `onDidChange`. */
  view(): PreviewView
  /** The file of the video; undefined if there is none on this computer. */
  readonly file: vscode.Uri | undefined
  /** A name for files that are made from the video, without an extension. */
  readonly fileName: string
  /** The path of the file on this computer that the page plays as `src`; undefined if there is none. */
  localPath(src: string): string | undefined
  /** Runs an action of the view. */
  run(action: PreviewAction): void
  /** The page could not play the video `src`. `code` is the `MediaError` code, or 0 if there is none. */
  playbackFailed(src: string, code: number): void
  /** To be called when the tab becomes visible. */
  shown(): void
}

/** What content can do with the panel that shows it. */
export interface PreviewHost {
  readonly isVisible: boolean
  /** Returns the URL that the page can load a file with. */
  fileUrl(file: vscode.Uri): string
  /** To be called when `PreviewContent.view` may return something else. */
  update(): void
}
