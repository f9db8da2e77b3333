import { FrameClock } from './frameClock.ts'
import type { FrameTiming } from './frames.ts'

/** A small video that shows the frame the pointer is at. Loads the file when it is used for the first time. */
export class HoverThumbnail {
  #video: HTMLVideoElement | undefined
  #clock: FrameClock | undefined
  #src = ''

  /** The element to show; undefined before `show`. */
  get element(): HTMLVideoElement | undefined {
    return this.#video
  }

  /** Shows a frame of a video file. */
  show(src: string, frame: number, timing: FrameTiming): void {
    const video = this.#load(src)
    this.#clock ??= new FrameClock(video, timing, () => {})
    this.#clock.timing = timing
    if (video.readyState >= HTMLMediaElement.HAVE_METADATA) void this.#clock.seek(frame)
    else video.addEventListener('loadedmetadata', () => void this.#clock?.seek(frame), { once: true })
  }

  dispose(): void {
    this.#clock?.dispose()
    this.#clock = undefined
    this.#video?.removeAttribute('src')
    this.#video = undefined
    this.#src = ''
  }

  #load(src: string): HTMLVideoElement {
    if (this.#video && this.#src === src) return this.#video
    this.dispose()
    const video = document.createElement('video')
    video.className = 'timeline-thumbnail'
    video.muted = true
    video.preload = 'auto'
    video.crossOrigin = 'anonymous'
    video.src = src
    this.#src = src
    this.#video = video
    return video
  }
}
