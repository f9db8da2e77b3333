import { html, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit'
import { LightElement } from '../shared/lightElement.ts'
import { prefersReducedMotion } from '../shared/motion.ts'
import type { PlaybackState } from './playbackState.ts'

const SAVE_INTERVAL_SECONDS = 0.5

type VideoEvent = Event & { readonly currentTarget: HTMLVideoElement }

/** Plays `src` muted and in a loop. A new `src` continues at the position of the previous one. */
class VideoPlayer extends LightElement {
  static override readonly properties: PropertyDeclarations = {
    src: { attribute: false },
    label: { attribute: false },
    aspectRatio: { attribute: false },
  }

  declare src: string
  declare label: string
  /** Width divided by height, used until the metadata of the video is loaded. */
  declare aspectRatio: number
  declare playback: PlaybackState
  /** Receives the `MediaError` code, or 0 if there is none. */
  declare onPlaybackError: (src: string, code: number) => void

  #hasMetadata = false
  #savedSeconds = 0

  protected override render(): TemplateResult {
    return html`<video
      controls
      loop
      playsinline
      preload="auto"
      aria-label=${this.label}
      .muted=${true}
      src=${this.src}
      @loadedmetadata=${this.#onLoadedMetadata}
      @error=${this.#onError}
      @timeupdate=${this.#onTimeUpdate}
      @play=${this.#save}
      @pause=${this.#save}
      @seeked=${this.#save}
    ></video>`
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('aspectRatio') && !this.#hasMetadata) this.#setRatio(this.aspectRatio)
  }

  #onLoadedMetadata({ currentTarget: video }: VideoEvent): void {
    // The file has only sound, or a video codec that the editor does not support.
    if (video.videoWidth === 0) {
      this.onPlaybackError(this.src, MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED)
      return
    }
    this.#hasMetadata = true
    this.#setRatio(video.videoWidth / video.videoHeight)
    if (this.playback.positionSeconds < video.duration) video.currentTime = this.playback.positionSeconds
    if (!this.playback.isPaused && !prefersReducedMotion()) void video.play().catch(() => undefined)
  }

  #onError({ currentTarget: video }: VideoEvent): void {
    this.onPlaybackError(this.src, video.error?.code ?? 0)
  }

  #onTimeUpdate(event: VideoEvent): void {
    const { currentTime } = event.currentTarget
    if (Math.abs(currentTime - this.#savedSeconds) >= SAVE_INTERVAL_SECONDS) this.#save(event)
  }

  #save({ currentTarget: video }: VideoEvent): void {
    this.#savedSeconds = video.currentTime
    if (video.readyState > 0) this.playback.save(video.currentTime, video.paused)
  }

  /** Uses the CSSOM, because the content security policy forbids style attributes. */
  #setRatio(ratio: number): void {
    this.style.setProperty('--ratio', String(ratio))
  }
}

customElements.define('wan-video-player', VideoPlayer)
