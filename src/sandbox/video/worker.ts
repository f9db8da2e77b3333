import { parentPort } from 'node:worker_threads'
import { encode } from './encode.ts'
import type { VideoSpec } from './videoSpec.ts'

/** The thread that encodes, one video after the other, so that the HTTP side never waits. */
export interface Order {
  readonly number: number
  readonly spec: VideoSpec
}

export interface Delivery {
  readonly number: number
  /** Undefined when the encoder failed; `problem` says how. */
  readonly video: Uint8Array | undefined
  readonly problem: string | undefined
}

parentPort?.on('message', async ({ number, spec }: Order) => {
  try {
    const video = await encode(spec)
    const delivery: Delivery = { number, video, problem: undefined }
    parentPort?.postMessage(delivery, [video.buffer])
  } catch (error) {
    const delivery: Delivery = { number, video: undefined, problem: String(error) }
    parentPort?.postMessage(delivery)
  }
})
