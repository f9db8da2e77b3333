import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import type { VideoSpec } from './videoSpec.ts'
import type { EncodeRequest, EncodeResult } from './videoWorker.ts'

export interface RenderedVideo {
  readonly bytes: Uint8Array
  /** A hash of `bytes`. */
  readonly digest: string
}

interface PendingVideo {
  resolve(video: RenderedVideo): void
  reject(error: Error): void
}

/** Renders videos on demand in a worker thread and caches the most recently used ones. */
export class VideoCache {
  /** Least recently used first. Equal specs share one video, including while it is being rendered. */
  readonly #videos = new Map<string, Promise<RenderedVideo>>()
  /** Sizes of the rendered videos. */
  readonly #sizesBytes = new Map<string, number>()
  readonly #pending = new Map<number, PendingVideo>()
  readonly #maxBytes: number
  #worker: Worker | undefined
  #lastRequestId = 0

  constructor(maxBytes = 64_000_000) {
    this.#maxBytes = maxBytes
  }

  /** Returns the video of a spec. Rejects if the encoder fails; the next call tries again. */
  get(spec: VideoSpec): Promise<RenderedVideo> {
    const key = JSON.stringify(spec)
    const video = this.#videos.get(key) ?? this.#render(key, spec)
    this.#videos.delete(key)
    this.#videos.set(key, video)
    return video
  }

  /** Whether the video of a spec is cached. */
  has(spec: VideoSpec): boolean {
    return this.#sizesBytes.has(JSON.stringify(spec))
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
  }

  #render(key: string, spec: VideoSpec): Promise<RenderedVideo> {
    const video = new Promise<RenderedVideo>((resolve, reject) => {
      const request: EncodeRequest = { id: ++this.#lastRequestId, spec }
      this.#pending.set(request.id, { resolve, reject })
      this.#getWorker().postMessage(request)
    })
    video.then(
      ({ bytes }) => this.#addSize(key, bytes.length),
      () => this.#videos.delete(key),
    )
    return video
  }

  /** Records the size of a rendered video and evicts the least recently used ones beyond the limit. */
  #addSize(key: string, sizeBytes: number): void {
    this.#sizesBytes.set(key, sizeBytes)
    let totalBytes = [...this.#sizesBytes.values()].reduce((sum, size) => sum + size, 0)
    for (const oldest of this.#videos.keys()) {
      if (totalBytes <= this.#maxBytes || oldest === key) return
      totalBytes -= this.#sizesBytes.get(oldest) ?? 0
      if (this.#sizesBytes.delete(oldest)) this.#videos.delete(oldest)
    }
  }

  #getWorker(): Worker {
    if (this.#worker) return this.#worker
    // The source runs `videoWorker.ts`; the bundle has `sandboxVideo.js` beside it.
    const file = import.meta.url.endsWith('.ts') ? './videoWorker.ts' : './sandboxVideo.js'
    const worker = new Worker(new URL(file, import.meta.url), { execArgv: [] })
    worker.unref()
    worker.on('message', (result: EncodeResult) => this.#onResult(result))
    worker.on('error', (error) => this.#onWorkerExit(worker, error))
    worker.on('exit', (code) => this.#onWorkerExit(worker, code))
    this.#worker = worker
    return worker
  }

  #onResult({ id, video, errorMessage }: EncodeResult): void {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    if (video) {
      pending?.resolve({ bytes: video, digest: createHash('sha256').update(video).digest('hex').slice(0, 32) })
    } else {
      pending?.reject(new Error(`The encoder failed: ${errorMessage}`))
    }
  }

  #onWorkerExit(worker: Worker, cause: unknown): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    for (const pending of this.#pending.values()) pending.reject(new Error(`The encoder exited: ${cause}`))
    this.#pending.clear()
  }
}
