import type { FrameRange } from '../shared/playback/frames.ts'
import type { Player } from './player.ts'

type RangePlayer = Pick<Player, 'video' | 'clock' | 'timing' | 'range' | 'state'>

/** Keeps playback between the in and out points: at the out point, it repeats or stops. */
export class RangePlayback {
  readonly #player: RangePlayer
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(player: RangePlayer) {
    this.#player = player
  }

  /** To be called with each frame that is presented. */
  onFrame(frame: number): void {
    const { video, range, timing } = this.#player
    if (!video || video.paused || video.seeking || !range || !timing) return
    if (frame < range.first || frame > range.last) this.#end(range)
    // The last frame is shown as long as the others.
    else if (frame === range.last && this.#timer === undefined) {
      const frameMs = 1000 / timing.framesPerSecond / video.playbackRate
      this.#timer = setTimeout(() => this.#end(range), frameMs * 0.9)
    }
  }

  cancel(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #end({ first, last }: FrameRange): void {
    const { clock, video, state } = this.#player
    this.cancel()
    if (video?.paused) return
    if (state.current.loop ?? true) void clock?.seek(first)
    else {
      video?.pause()
      void clock?.seek(last)
    }
  }
}
