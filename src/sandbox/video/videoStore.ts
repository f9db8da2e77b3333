import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import type { VideoSpec } from './videoSpec.ts'
import type { Delivery, Order } from './worker.ts'

export interface Video {
  readonly bytes: Uint8Array
  /** Hash of the bytes. */
  readonly digest: string
}

/** Makes videos in a thread of their own, when they are first asked for, and keeps the latest. */
export class VideoStore {
  /** Least recently used first. Equal specs share a video, also while it is being made. */
  readonly #videos = new Map<string, Promise<Video>>()
  readonly #sizes = new Map<string, number>()
  readonly #waiting = new Map<number, { done(video: Video): void; failed(error: Error): void }>()
  readonly #keptBytes: number
  #worker: Worker | undefined
  #orders = 0

  /** Encoded videos are kept up to `keptBytes` together; older ones are made again when asked for. */
  constructor(keptBytes = 64_000_000) {
    this.#keptBytes = keptBytes
  }

  /** The video of a spec. Rejects when the encoder failed; the next call tries again. */
  get(spec: VideoSpec): Promise<Video> {
    const key = JSON.stringify(spec)
    const video = this.#videos.get(key) ?? this.#make(key, spec)
    this.#videos.delete(key)
    this.#videos.set(key, video)
    return video
  }

  /** Whether `get` would answer at once. */
  has(spec: VideoSpec): boolean {
    return this.#sizes.has(JSON.stringify(spec))
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
  }

  #make(key: string, spec: VideoSpec): Promise<Video> {
    const video = new Promise<Video>((done, failed) => {
      const order: Order = { number: ++this.#orders, spec }
      this.#waiting.set(order.number, { done, failed })
      this.#startWorker().postMessage(order)
    })
    video.then(
      ({ bytes }) => this.#keep(key, bytes.length),
      () => this.#videos.delete(key),
    )
    return video
  }

  #keep(key: string, sizeBytes: number): void {
    this.#sizes.set(key, sizeBytes)
    let total = [...this.#sizes.values()].reduce((sum, size) => sum + size, 0)
    for (const oldest of this.#videos.keys()) {
      if (total <= this.#keptBytes || oldest === key) return
      total -= this.#sizes.get(oldest) ?? 0
      if (this.#sizes.delete(oldest)) this.#videos.delete(oldest)
    }
  }

  #startWorker(): Worker {
    if (this.#worker) return this.#worker
    // Beside this file as source; beside the bundle as `sandboxVideo.js`.
    const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './sandboxVideo.js'
    const worker = new Worker(new URL(file, import.meta.url), { execArgv: [] })
    worker.unref()
    worker.on('message', ({ number, video, problem }: Delivery) => {
      const waiting = this.#waiting.get(number)
      this.#waiting.delete(number)
      if (!video) return waiting?.failed(new Error(`The encoder failed: ${problem}`))
      waiting?.done({ bytes: video, digest: createHash('sha256').update(video).digest('hex').slice(0, 32) })
    })
    const end = (error: unknown) => {
      if (this.#worker === worker) this.#worker = undefined
      for (const waiting of this.#waiting.values()) waiting.failed(new Error(`The encoder ended: ${error}`))
      this.#waiting.clear()
    }
    worker.on('error', end)
    worker.on('exit', end)
    this.#worker = worker
    return worker
  }
}
