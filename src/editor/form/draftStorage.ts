import type * as vscode from 'vscode'
import { parseStoredDraft, type StoredDraft } from '../../protocol/storedDraft.ts'

const PREFIX = 'wanVace.formDraft.'

/** Keeps drafts in a memento of the editor, so that they survive a restart. Each draft has a key of its own. */
export class DraftStorage {
  readonly #memento: vscode.Memento

  constructor(memento: vscode.Memento) {
    this.#memento = memento
  }

  /** Returns undefined if there is no draft, or one that this version cannot read. */
  get(id: string): StoredDraft | undefined {
    return parseStoredDraft(this.#memento.get(PREFIX + id))
  }

  async set(id: string, draft: StoredDraft): Promise<void> {
    await this.#memento.update(PREFIX + id, draft)
  }

  async delete(id: string): Promise<void> {
    await this.#memento.update(PREFIX + id, undefined)
  }
}
