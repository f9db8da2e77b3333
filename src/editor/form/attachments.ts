import { randomUUID } from 'node:crypto'
import * as vscode from 'vscode'
import type { DraftMedia } from '../../protocol/storedDraft.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** Long enough for a draft that the user comes back to. */
const KEEP_DAYS = 30
const MAX_NAME_LENGTH = 80

/** Keeps pasted and dropped files, so that a draft can refer to them after a restart. */
export class Attachments {
  readonly #folder: vscode.Uri

  constructor(storageUri: vscode.Uri) {
    this.#folder = vscode.Uri.joinPath(storageUri, 'attachments')
  }

  /** Writes files and returns them as items of a draft. Rejects if a file cannot be written. */
  addAll(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Promise<DraftMedia[]> {
    return Promise.all(files.map((file) => this.#add(file.name, file.bytes)))
  }

  async #add(name: string, bytes: Uint8Array): Promise<DraftMedia> {
    const id = randomUUID()
    const file = vscode.Uri.joinPath(this.#folder, id, safeName(name))
    await vscode.workspace.fs.writeFile(file, bytes)
    return { id, kind: 'file', uri: file.toString() }
  }

  /** Deletes old files. Their drafts were probably sent or forgotten. */
  async cleanUp(now: number): Promise<void> {
    const entries = await vscode.workspace.fs.readDirectory(this.#folder).then(
      (found) => found,
      () => [],
    )
    for (const [name] of entries) {
      const folder = vscode.Uri.joinPath(this.#folder, name)
      const { mtime } = await vscode.workspace.fs.stat(folder)
      if (now - mtime > KEEP_DAYS * DAY_MS) await vscode.workspace.fs.delete(folder, { recursive: true })
    }
  }
}

/** The name without folders and without characters that a file system may reject. Keeps the extension. */
function safeName(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? ''
  const safe = base
    .toWellFormed()
    .replace(/[<>:"|?*\p{Cc}]/gu, '_')
    .replace(/^\.+/, '')
  const short = safe.length > MAX_NAME_LENGTH ? safe.slice(-MAX_NAME_LENGTH).toWellFormed() : safe
  return short === '' ? 'file' : short
}
