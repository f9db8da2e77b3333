import { stat } from 'node:fs/promises'
import { readFilePart } from '../common/readFilePart.ts'
import { readVideoFacts, type VideoFacts } from '../common/videoFacts.ts'
import type { ComparedFile } from './compareInput.ts'

interface Entry {
  readonly path: string
  facts: VideoFacts | 'reading' | undefined
  sizeBytes: number | undefined
  isUnplayable: boolean
}

/** The video files of a comparison, by tile. Their indexes are read once. */
export class ComparedFiles {
  readonly #entries = new Map<string, Entry>()
  readonly #webviewUrl: (path: string) => string
  readonly #onDidRead: () => void

  constructor(webviewUrl: (path: string) => string, onDidRead: () => void) {
    this.#webviewUrl = webviewUrl
    this.#onDidRead = onDidRead
  }

  /** Sets the path of a tile's file, undefined if there is none, and returns what is known about the file. */
  file(tileId: string, path: string | undefined): ComparedFile | undefined {
    if (path === undefined) {
      this.#entries.delete(tileId)
      return undefined
    }
    const { facts, sizeBytes, isUnplayable } = this.#entry(tileId, path)
    return { url: this.#webviewUrl(path), facts, sizeBytes, isUnplayable }
  }

  markUnplayable(tileId: string): void {
    const entry = this.#entries.get(tileId)
    if (entry) entry.isUnplayable = true
  }

  /** Reads a part of a tile's file. Returns undefined if the file cannot be read. */
  async read(tileId: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const path = this.#entries.get(tileId)?.path
    return path === undefined ? undefined : readFilePart(path, start, end)
  }

  #entry(tileId: string, path: string): Entry {
    const known = this.#entries.get(tileId)
    if (known?.path === path) return known
    const entry: Entry = { path, facts: 'reading', sizeBytes: undefined, isUnplayable: false }
    this.#entries.set(tileId, entry)
    void this.#readFacts(entry)
    return entry
  }

  async #readFacts(entry: Entry): Promise<void> {
    entry.sizeBytes = await stat(entry.path).then(
      ({ size }) => size,
      () => undefined,
    )
    entry.facts = entry.sizeBytes === undefined ? undefined : await readVideoFacts({ path: entry.path })
    this.#onDidRead()
  }
}
