import { html, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit'
import { createRef, ref } from 'lit/directives/ref.js'
import type { PreviewView } from '../../protocol/preview.ts'
import { LightElement } from '../shared/lightElement.ts'
import { prefersReducedMotion } from '../shared/motion.ts'
import type { PageReader } from '../shared/pageReader.ts'
import { captureFrame } from '../shared/playback/captureFrame.ts'
import { FrameClock } from '../shared/playback/frameClock.ts'
import { type FrameRange, type FrameTiming, frameAt } from '../shared/playback/frames.ts'
import { HoverThumbnail } from '../shared/playback/hoverThumbnail.ts'
import { FIT, type Zoom } from '../shared/playback/zoom.ts'
import { addZoomGestures } from '../shared/playback/zoomGestures.ts'
import type { PlaybackState } from './playbackState.ts'
import type { Player, PlayerCommand, VideoArea } from './player.ts'
import { note, playerControls } from './playerControls.ts'
import { RangePlayback } from './rangePlayback.ts'
import { runPlaybackCommand } from './runPlaybackCommand.ts'
import { VideoSource } from './videoSource.ts'

const SAVE_INTERVAL_SECONDS = 0.5
/** The frame rate that is assumed for a file whose index cannot be read. */
const ASSUMED_RATE = 30

/** A video with its controls. Starts muted, in a loop. A new source continues at the position of the previous one. */
export class VideoPlayer extends LightElement implements Player {
  static override readonly properties: PropertyDeclarations = {
    area: { attribute: false },
    strings: { attribute: false },
    menu: { attribute: false },
    frame: { state: true },
  }

  declare area: VideoArea
  declare strings: PreviewView['strings']
  declare menu: PreviewView['menu']
  declare state: PlaybackState
  declare reader: PageReader
  /** Receives the `MediaError` code, or 0 if there is none. */
  declare onPlaybackError: (src: string, code: number) => void
  declare onToggleFullScreen: () => void
  declare onSaveFrame: () => void
  declare frame: number

  readonly #video = createRef<HTMLVideoElement>()
  readonly #stage = createRef<HTMLElement>()
  readonly #source = new VideoSource(
    () => this.reader,
    () => this.requestUpdate(),
  )
  readonly #thumbnail = new HoverThumbnail(new VideoSource(() => this.reader))
  readonly #range = new RangePlayback(this)
  #clock: FrameClock | undefined
  #removeGestures: (() => void) | undefined
  #savedSeconds = 0

  constructor() {
    super()
    this.frame = 0
  }

  get video(): HTMLVideoElement | undefined {
    return this.#video.value
  }

  get clock(): FrameClock | undefined {
    return this.#clock
  }

  get stage(): HTMLElement | undefined {
    return this.#stage.value
  }

  get timing(): FrameTiming | undefined {
    const { video } = this
    if (this.area.timing) return this.area.timing
    if (!video || !Number.isFinite(video.duration)) return undefined
    return { framesPerSecond: ASSUMED_RATE, frames: Math.max(1, Math.round(video.duration * ASSUMED_RATE)) }
  }

  get range(): FrameRange | undefined {
    const { range } = this.state.current
    const last = (this.timing?.frames ?? 0) - 1
    return range && range.first <= range.last && range.last <= last ? range : undefined
  }

  get zoom(): Zoom {
    return this.state.current.zoom ?? FIT
  }

  get hasAudio(): boolean {
    return this.area.audio !== undefined || this.area.timing === undefined
  }

  set(changes: Parameters<PlaybackState['save']>[0]): void {
    this.state.save(changes)
    this.#apply()
    this.requestUpdate()
  }

  seek(frame: number): void {
    void this.#clock?.seek(frame)
  }

  play(): void {
    const { video } = this
    // Sound needs a click in the page first: after a reload, the video starts without it.
    video?.play().catch(() => {
      if (video.muted) return
      video.muted = true
      void video.play().catch(() => undefined)
    })
  }

  run(command: PlayerCommand): void {
    runPlaybackCommand(this, command)
  }

  /** The picture that is shown, with its frame. */
  async capture(): Promise<{ readonly frame: number; readonly blob: Blob }> {
    const { video } = this
    if (!video) throw new Error('There is no video.')
    return { frame: this.#clock?.frame ?? 0, blob: await captureFrame(video) }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#clock?.dispose()
    this.#thumbnail.dispose()
    this.#source.dispose()
    this.#range.cancel()
    this.#removeGestures?.()
  }

  protected override render(): TemplateResult {
    const { area } = this
    // `crossorigin`: otherwise the pixels of a frame cannot be read.
    return html`<div
        class="stage"
        ${ref(this.#stage)}
        data-vscode-context=${JSON.stringify({ ...this.menu, webviewSection: 'video', preventDefaultContextMenuItems: true })}
      >
        <video
          ${ref(this.#video)}
          playsinline
          preload="auto"
          crossorigin="anonymous"
          aria-label=${area.label}
          @loadedmetadata=${this.#onLoadedMetadata}
          @error=${() => this.#source.fallBack() || this.onPlaybackError(area.src, this.video?.error?.code ?? 0)}
          @timeupdate=${this.#onTimeUpdate}
          @play=${this.#onPlayPause}
          @pause=${this.#onPlayPause}
          @seeked=${this.#save}
          @volumechange=${() => this.requestUpdate()}
        ></video>
      </div>
      ${note('warning', area.note)} ${note('warning', this.#source.slowText)} ${note('mute', this.audioNote)}
      ${playerControls(this, this.#thumbnail)}`
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('area') || !this.#clock || !this.timing) return
    this.#clock.timing = this.timing
    this.frame = this.#clock.frame
  }

  protected override updated(changed: PropertyValues): void {
    if (this.video) this.#source.load(this.video, this.area)
    if (changed.has('area') && !this.video?.videoWidth) this.#setRatio(this.area.aspectRatio)
  }

  protected override firstUpdated(): void {
    if (this.stage) {
      this.#removeGestures = addZoomGestures(this.stage, {
        zoom: () => this.zoom,
        onZoom: (zoom) => this.set({ zoom }),
        onClick: () => this.run('playPause'),
      })
    }
    this.#apply()
  }

  /** Why there is no sound, if the editor cannot decode the audio track. */
  private get audioNote(): string | undefined {
    const { audio } = this.area
    const isSupported = !audio?.mediaType || document.createElement('video').canPlayType(audio.mediaType) !== ''
    return isSupported ? undefined : audio?.unsupportedText
  }

  readonly #onLoadedMetadata = (): void => {
    const { video, timing } = this
    if (!video) return
    // The file has only sound, or a video codec that the editor does not support.
    if (video.videoWidth === 0 || !timing) {
      this.onPlaybackError(this.area.src, MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED)
      return
    }
    this.#setRatio(video.videoWidth / video.videoHeight)
    // A new file has the default speed.
    this.#apply()
    this.#clock?.dispose()
    this.#clock = new FrameClock(video, timing, (presented) => {
      this.frame = presented.frame
      this.#range.onFrame(presented.frame)
    })
    const { positionSeconds = 0, paused = false } = this.state.current
    if (positionSeconds > 0 && positionSeconds < video.duration) video.currentTime = positionSeconds
    this.frame = frameAt(positionSeconds, timing)
    if (!paused && !prefersReducedMotion()) this.play()
    this.requestUpdate()
  }

  readonly #onPlayPause = (): void => {
    if (this.video?.paused) this.#range.cancel()
    this.#save()
    this.requestUpdate()
  }

  readonly #onTimeUpdate = (): void => {
    if (Math.abs((this.video?.currentTime ?? 0) - this.#savedSeconds) >= SAVE_INTERVAL_SECONDS) this.#save()
  }

  readonly #save = (): void => {
    const { video } = this
    if (!video || video.readyState === 0) return
    this.#savedSeconds = video.currentTime
    this.state.save({ positionSeconds: video.currentTime, paused: video.paused && !video.ended })
  }

  #apply(): void {
    const { video, stage } = this
    if (!video) return
    const { speed = 1, volume = 1, muted = true, loop = true } = this.state.current
    video.playbackRate = speed
    video.volume = volume
    video.muted = muted
    // Between in and out points, `RangePlayback` repeats.
    video.loop = loop && !this.range
    const { scale, x, y } = this.zoom
    stage?.toggleAttribute('data-zoomed', scale > 1)
    // The CSSOM, because the content security policy forbids style attributes.
    video.style.transform = scale === 1 ? '' : `translate(${x * 100}%, ${y * 100}%) scale(${scale})`
  }

  #setRatio(ratio: number): void {
    this.style.setProperty('--ratio', String(ratio))
  }
}

customElements.define('wan-video-player', VideoPlayer)
