import { FrameClock } from './frameClock.ts'
import type { FrameTiming } from './frames.ts'

/** Loads a file into an element. */
interface ThumbnailSource<File> {
  load(video: HTMLVideoElement, file: File): void
  dispose(): void
}

/** A small video that shows the frame the pointer is at. Loads the file when it is used for the first time. */
export class HoverThumbnail<File extends { readonly src: string }> {
  readonly #source: ThumbnailSource<File>
  #video: HTMLVideoElement | undefined
  #clock: FrameClock | undefined
  #src = ''

  constructor(source: ThumbnailSource<File>) {
    this.#source = source
  }

  /** The element to show; undefined before `show`. */
  get element(): HTMLVideoElement | undefined {
    return this.#video
  }

  /** Shows a frame of a video file. */
  show(file: File, frame: number, timing: FrameTiming): void {
    const video = this.#load(file)
    this.#clock ??= new FrameClock(video, timing, () => {})
    this.#clock.timing = timing
    if (video.readyState >= HTMLMediaElement.HAVE_METADATA) void this.#clock.seek(frame)
    else video.addEventListener('loadedmetadata', () => void this.#clock?.seek(frame), { once: true })
  }

  dispose(): void {
    this.#clock?.dispose()
    this.#clock = undefined
    this.#source.dispose()
    this.#video?.removeAttribute('src')
    this.#video = undefined
    this.#src = ''
  }

  #load(file: File): HTMLVideoElement {
    if (this.#video && this.#src === file.src) return this.#video
    this.dispose()
    const video = document.createElement('video')
    video.className = 'timeline-thumbnail'
    video.muted = true
    video.preload = 'auto'
    video.crossOrigin = 'anonymous'
    this.#source.load(video, file)
    this.#src = file.src
    this.#video = video
    return video
  }
}
