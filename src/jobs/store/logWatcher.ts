import { type FSWatcher, watch } from 'node:fs'
import type { Disposable } from '../../core/ports.ts'

/** Writes come in groups: their events are reported once in this time. */
const DELAY_MS = 100

/**
 * Reports that a window has written to the store in `folder`, this one included. File systems without change events report
 * nothing; callers check the store from time to time as well.
 */
export class LogWatcher implements Disposable {
  readonly #watcher: FSWatcher | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(folder: string, fileName: string, onDidWrite: () => void) {
    this.#watcher = startWatching(folder, (name) => {
      if (name === null || name.startsWith(fileName)) this.#timer ??= setTimeout(report, DELAY_MS)
    })
    const report = () => {
      this.#timer = undefined
      onDidWrite()
    }
  }

  dispose(): void {
    clearTimeout(this.#timer)
    this.#watcher?.close()
  }
}

function startWatching(folder: string, onDidChange: (name: string | null) => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, (_event, name) => onDidChange(name))
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return undefined
  }
}
