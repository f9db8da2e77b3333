import { clampFrame, type FrameTiming, frameAt, frameMiddle } from './frames.ts'

/** After a seek, how long to wait for a frame that the browser does not report: it is the one already shown, or hidden. */
const PRESENT_LIMIT_MS = 500

export interface PresentedFrame {
  readonly frame: number
  /** The timestamp of the frame on the media timeline. */
  readonly seconds: number
  /** When the frame is expected to be visible; milliseconds like those of `performance.now()`. */
  readonly visibleAt: number
}

/**
 * Knows which frame a video element shows, and seeks to frames.
 *
 * The current frame comes from `requestVideoFrameCallback`, not from `currentTime`, which runs ahead of the picture.
 * The element needs its metadata before `seek` and `step`. Call `dispose` when the element is no longer used.
 */
export class FrameClock {
  readonly #video: HTMLVideoElement
  readonly #onFrame: (presented: PresentedFrame) => void
  /** Can be replaced when the rate becomes known. */
  timing: FrameTiming
  #callback: number
  #presented: PresentedFrame | undefined
  /** The frame of the next seek; undefined if none is requested. */
  #wanted: number | undefined
  /** The frame of the seek that is running. */
  #target: number | undefined
  #seeking: Promise<number> | undefined
  readonly #waiting = new Set<() => void>()

  /** `onFrame` is called for each frame that the browser presents, while it plays and after a seek. */
  constructor(video: HTMLVideoElement, timing: FrameTiming, onFrame: (presented: PresentedFrame) => void) {
    this.#video = video
    this.timing = timing
    this.#onFrame = onFrame
    this.#callback = video.requestVideoFrameCallback(this.#present)
  }

  /** The frame that is shown. */
  get frame(): number {
    // With the current timing, which may have been assumed when the frame was presented.
    return frameAt(this.#presented?.seconds ?? this.#video.currentTime, this.timing)
  }

  /** The frame that is shown once all seeks are done. */
  get targetFrame(): number {
    return this.#wanted ?? this.#target ?? this.frame
  }

  /**
   * Seeks to a frame, and resolves with the frame that is shown then. Does not pause or play. Calls that come while a seek
   * is running are combined: only the last one is carried out, so that dragging shows as many frames as can be decoded.
   */
  seek(frame: number): Promise<number> {
    this.#wanted = clampFrame(frame, this.timing)
    this.#seeking ??= this.#seekAll().finally(() => {
      this.#seeking = undefined
    })
    return this.#seeking
  }

  /** Pauses, and seeks by a number of frames from the current one. Resolves like `seek`. */
  step(frames: number): Promise<number> {
    this.#video.pause()
    return this.seek(this.targetFrame + frames)
  }

  dispose(): void {
    this.#video.cancelVideoFrameCallback(this.#callback)
    for (const resolve of this.#waiting) resolve()
  }

  async #seekAll(): Promise<number> {
    while (this.#wanted !== undefined) {
      this.#target = this.#wanted
      this.#wanted = undefined
      await this.#seekTo(this.#target)
    }
    this.#target = undefined
    return this.frame
  }

  async #seekTo(frame: number): Promise<void> {
    const video = this.#video
    if (!video.paused || this.frame !== frame || video.seeking) {
      const presented = this.#untilPresented(frame)
      video.currentTime = frameMiddle(frame, this.timing)
      await presented
    }
  }

  /** Resolves when `frame` is presented, or if the browser reports no new frame after the seek. */
  #untilPresented(frame: number): Promise<void> {
    return new Promise((resolve) => {
      let limit: ReturnType<typeof setTimeout> | undefined
      const done = () => {
        clearTimeout(limit)
        this.#waiting.delete(check)
        this.#video.removeEventListener('seeked', startLimit)
        resolve()
      }
      // While the video plays, the frame after the requested one can be the first that is presented.
      const check = () => {
        if (this.frame === frame || !this.#video.paused) done()
      }
      const startLimit = () => {
        limit = setTimeout(done, PRESENT_LIMIT_MS)
      }
      this.#waiting.add(check)
      this.#video.addEventListener('seeked', startLimit, { once: true })
    })
  }

  readonly #present = (_now: number, { mediaTime, expectedDisplayTime }: VideoFrameCallbackMetadata): void => {
    this.#callback = this.#video.requestVideoFrameCallback(this.#present)
    this.#presented = { frame: frameAt(mediaTime, this.timing), seconds: mediaTime, visibleAt: expectedDisplayTime }
    this.#onFrame(this.#presented)
    for (const check of [...this.#waiting]) check()
  }
}
