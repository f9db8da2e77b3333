import * as vscode from 'vscode'
import { messageOf } from '../../core/errors.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import type { PreviewAction, PreviewView } from '../../protocol/preview.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import { fileNameOf } from '../common/fileNameOf.ts'
import { DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'
import { presentAction } from './actions.ts'
import { factRows } from './factRows.ts'
import { stringsOf } from './pageTexts.ts'
import type { PreviewContent, PreviewHost } from './previewContent.ts'
import { unplayableArea, videoArea } from './videoArea.ts'
import { readVideoFile } from './videoFile.ts'
import type { VideoFileInfo } from './videoFileInfo.ts'

/** Shows a video file of the user. Follows changes of the file. */
export class FileContent implements PreviewContent {
  readonly file: vscode.Uri
  readonly #host: PreviewHost
  readonly #log: vscode.LogOutputChannel
  readonly #disposables = new DisposableStore()
  readonly #sizeBytes: number | undefined
  #info: VideoFileInfo | undefined
  #isRead = false
  /** The version that was loaded first. */
  #firstVersion: number | undefined
  /** The version that the page could not play. */
  #unplayable: string | undefined

  /** `sizeBytes`: undefined if it is not known. */
  constructor(file: vscode.Uri, sizeBytes: number | undefined, host: PreviewHost, log: vscode.LogOutputChannel) {
    this.file = file
    this.#sizeBytes = sizeBytes
    this.#host = host
    this.#log = log
    const folder = vscode.Uri.joinPath(file, '..')
    const watcher = this.#disposables.add(
      vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, this.#name)),
    )
    for (const onDid of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
      this.#disposables.add(onDid(() => void this.#read()))
    }
    void this.#read()
  }

  get fileName(): string {
    return this.#name.replace(/\.[^.]*$/, '')
  }

  localPath(src: string): string | undefined {
    return src === this.src && this.file.scheme === 'file' ? this.file.fsPath : undefined
  }

  view(): PreviewView {
    const { l10n } = vscode
    const { src } = this
    const sizeBytes = this.#info?.sizeBytes ?? this.#sizeBytes
    const isPlayable = (this.#info !== undefined || !this.#isRead) && this.#unplayable !== src
    const label = toSingleLine(this.#name)
    return {
      mainArea: isPlayable
        ? videoArea({ src, label, aspectRatio: undefined, info: this.#info, sizeBytes }, l10n)
        : unplayableArea(this.#info, [], l10n),
      actions: [
        { ...presentAction('generateFromFile', l10n), primary: true },
        { ...presentAction('openExternally', l10n), primary: false },
      ],
      sections: this.#info ? [{ title: l10n.t('File'), rows: factRows(this.#info, undefined, DISPLAY_LANGUAGE) }] : [],
      menu: { wanVaceActions: ';' },
      strings: stringsOf(l10n),
    }
  }

  shown(): void {}

  playbackFailed(src: string, code: number): void {
    if (src !== this.src) return
    this.#log.warn(`preview: a file cannot be played (media error ${code}).`)
    this.#unplayable = src
    this.#host.update()
  }

  run(action: PreviewAction): void {
    if (action === 'openExternally') void vscode.env.openExternal(this.file)
    if (action === 'generateFromFile') void vscode.commands.executeCommand('wanVace.generateFromFile', this.file)
  }

  dispose(): void {
    this.#disposables.dispose()
  }

  /** Another URL after the file was changed, so that the page loads it again. */
  private get src(): string {
    const url = this.#host.fileUrl(this.file)
    return this.#info && this.#info.version !== this.#firstVersion ? `${url}?v=${this.#info.version}` : url
  }

  get #name(): string {
    return fileNameOf(this.file)
  }

  async #read(): Promise<void> {
    try {
      this.#info = await readVideoFile(this.file)
    } catch (error) {
      this.#log.warn(`preview: ${messageOf(error)}`)
    }
    this.#firstVersion ??= this.#info?.version
    this.#isRead = true
    this.#host.update()
  }
}
