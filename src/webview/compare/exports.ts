import type { CompareExportFormat, CompareView } from '../../protocol/compare.ts'
import type { PageReader } from '../shared/pageReader.ts'
import type { CompareHost } from './compareState.ts'
import type { Overlay } from './exportCanvas.ts'

/** The smallest progress that is reported. */
const PROGRESS_STEP = 0.01

/** Makes exports when the editor asks for them, one at a time. */
export class Exports {
  readonly #host: CompareHost
  readonly #reader: PageReader
  #running: AbortController | undefined

  constructor(host: CompareHost, reader: PageReader) {
    this.#host = host
    this.#reader = reader
  }

  async make(format: CompareExportFormat, view: CompareView, overlay: Overlay): Promise<void> {
    this.cancel()
    const running = new AbortController()
    this.#running = running
    let reported = 0
    const onProgress = (share: number) => {
      if (share - reported < PROGRESS_STEP) return
      reported = share
      this.#host.postMessage({ type: 'exportProgress', share })
    }
    try {
      const { makeExport } = await import('./exporter.ts')
      const bytes = await makeExport(format, view, {
        ...overlay,
        reader: this.#reader,
        signal: running.signal,
        onProgress,
      })
      if (!running.signal.aborted) this.#host.postMessage({ type: 'exported', bytes })
    } catch (error) {
      if (running.signal.aborted) return
      const text = error instanceof Error ? error.message : String(error)
      this.#host.postMessage({ type: 'exported', error: text.slice(0, 500) })
    }
  }

  cancel(): void {
    this.#running?.abort()
  }
}
