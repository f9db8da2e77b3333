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
    if (!video || video.paused || video.seeking || this.#timer !== undefined || !range || !timing) return
    if (frame < range.first || frame > range.last) this.#end(range)
    else if (frame === range.last) {
      // Stopped without an event, so that the frame behind the out point never appears: the last one is shown as long as
      // the others.
      const frameMs = 1000 / timing.framesPerSecond / video.playbackRate
      video.playbackRate = 0
      this.#timer = setTimeout(() => this.#end(range), frameMs)
    }
  }

  cancel(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const { video, state } = this.#player
    if (video) video.playbackRate = state.current.speed ?? 1
  }

  async #end({ first, last }: FrameRange): Promise<void> {
    const { clock, video, state } = this.#player
    if (!video?.paused) {
      if (state.current.loop ?? true) await clock?.seek(first)
      else {
        video?.pause()
        await clock?.seek(last)
      }
    }
    this.cancel()
  }
}
