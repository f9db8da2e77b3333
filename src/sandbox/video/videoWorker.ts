import { parentPort } from 'node:worker_threads'
import { encodeVideo } from './encodeVideo.ts'
import type { VideoSpec } from './videoSpec.ts'

export interface EncodeRequest {
  readonly id: number
  readonly spec: VideoSpec
}

export interface EncodeResult {
  /** The `id` of the request. */
  readonly id: number
  /** Undefined if the encoder failed. */
  readonly video: Uint8Array | undefined
  readonly errorMessage: string | undefined
}

// A worker thread encodes the videos, so that the HTTP servers stay responsive.
parentPort?.on('message', async ({ id, spec }: EncodeRequest) => {
  try {
    const video = await encodeVideo(spec)
    const result: EncodeResult = { id, video, errorMessage: undefined }
    parentPort?.postMessage(result, [video.buffer])
  } catch (error) {
    const result: EncodeResult = { id, video: undefined, errorMessage: String(error) }
    parentPort?.postMessage(result)
  }
})
