import type { CompareExportFormat, MessageToComparePage } from '../../protocol/compare.ts'
import type { Exported } from './exportComparison.ts'

interface Running {
  readonly finish: (exported: Exported) => void
  readonly onProgress: (share: number) => void
}

/** Exports that the page makes, one at a time. */
export class PageExports {
  readonly #send: (message: MessageToComparePage) => void
  #running: Running | undefined

  constructor(send: (message: MessageToComparePage) => void) {
    this.#send = send
  }

  /** Rejects when `signal` aborts. A new export ends the one that is running. */
  make(format: CompareExportFormat, signal: AbortSignal, onProgress: (share: number) => void): Promise<Exported> {
    this.#cancel()
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => {
        this.#cancel()
        reject(signal.reason)
      })
      this.#running = { finish: resolve, onProgress }
      this.#send({ type: 'export', format })
    })
  }

  progress(share: number): void {
    this.#running?.onProgress(share)
  }

  finish(exported: Exported): void {
    this.#running?.finish(exported)
    this.#running = undefined
  }

  /** The page that made the export no longer exists. */
  pageLoaded(): void {
    this.finish({})
  }

  dispose(): void {
    this.finish({})
  }

  #cancel(): void {
    if (this.#running !== undefined) this.#send({ type: 'cancelExport' })
    this.finish({})
  }
}
