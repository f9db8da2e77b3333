import type { PageReader } from '../shared/pageReader.ts'
import { LargeVideo } from './largeVideo/largeVideo.ts'
import type { VideoArea } from './player.ts'

type VideoFile = Pick<VideoArea, 'src' | 'large'>

/** Loads a video file into an element: a large one in parts, if the browser can play it so. */
export class VideoSource {
  readonly #reader: () => PageReader
  readonly #onFallBack: () => void
  #video: HTMLVideoElement | undefined
  #file: VideoFile | undefined
  #large: LargeVideo | undefined

  /** `onFallBack` is called if a large file cannot be played in parts. */
  constructor(reader: () => PageReader, onFallBack: () => void = () => undefined) {
    this.#reader = reader
    this.#onFallBack = onFallBack
  }

  /** Does nothing if the element has the file already. */
  load(video: HTMLVideoElement, file: VideoFile): void {
    const { src, large } = file
    const isLoaded = this.#file?.src === src && this.#file.large?.sizeBytes === large?.sizeBytes
    if (this.#video === video && isLoaded) return
    this.dispose()
    this.#video = video
    this.#file = file
    if (large === undefined) video.src = src
    else
      this.#large = new LargeVideo(
        video,
        () => this.#open(src, large.sizeBytes),
        (error) => this.#failed(error),
      )
  }

  /** That seeking is slow; undefined if it is not. */
  get slowText(): string | undefined {
    return this.#large === undefined ? this.#file?.large?.slowText : undefined
  }

  /** Lets the element load a large file itself. Returns false if it does so already. */
  fallBack(): boolean {
    if (this.#large === undefined || !this.#video || !this.#file) return false
    this.dispose()
    this.#video.src = this.#file.src
    this.#onFallBack()
    return true
  }

  dispose(): void {
    this.#large?.dispose()
    this.#large = undefined
  }

  async #open(src: string, sizeBytes: number) {
    const { PictureGroups } = await import('./largeVideo/pictureGroups.ts')
    return PictureGroups.open({ sizeBytes, read: (start, end) => this.#reader().read(src, start, end) })
  }

  #failed(error: unknown): void {
    console.warn('Wan VACE:', error)
    this.fallBack()
  }
}
