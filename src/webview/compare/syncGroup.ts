import { FrameClock } from '../shared/playback/frameClock.ts'
import { type FrameTiming, frameMiddle } from '../shared/playback/frames.ts'
import { correctionFor, timelineFrame, timelineOf, videoFrame } from './sync.ts'

/** A video of a group. It needs its metadata. */
export interface SyncedVideo {
  readonly video: HTMLVideoElement
  readonly timing: FrameTiming
}

interface Member extends SyncedVideo {
  readonly clock: FrameClock
}

/** Close to the end, a video has all its data without saying so. */
const END_SECONDS = 0.1

/**
 * Plays several videos in a loop, at the same frame. Videos with different rates show the frames of the same time.
 *
 * The longest video leads. The others follow it by changes of their speed. If one has to wait for data, all wait.
 */
export class SyncGroup {
  #members: readonly Member[] = []
  #timeline: FrameTiming = { framesPerSecond: 1, frames: 1 }
  #isPlaying = false
  #speed = 1
  #frame = 0
  /** Counts the changes of the position, so that an older one that is still running ends. */
  #change = 0
  /** Set while the videos play; undefined while they are paused or seek. */
  #animation: number | undefined
  readonly #onChange: () => void

  /** `onChange` is called when the frame changes, or whether the videos play. */
  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  get timeline(): FrameTiming {
    return this.#timeline
  }

  /** The frame of the timeline that is shown, or will be when the videos have arrived there. */
  get frame(): number {
    return this.#frame
  }

  get seconds(): number {
    return frameMiddle(this.#frame, this.#timeline)
  }

  get isPlaying(): boolean {
    return this.#isPlaying
  }

  get speed(): number {
    return this.#speed
  }

  set speed(speed: number) {
    this.#speed = speed
    for (const { video } of this.#members) video.playbackRate = speed
    this.#onChange()
  }

  /** Shows these videos from now on, at the current time. The others are paused. */
  setVideos(videos: readonly SyncedVideo[], seconds = this.seconds): void {
    const isSame = videos.length === this.#members.length
    if (isSame && videos.every(({ video }, index) => this.#members[index]?.video === video)) return
    this.#pauseVideos()
    for (const { clock } of this.#members) clock.dispose()
    this.#members = videos.map(({ video, timing }) => {
      const clock = new FrameClock(video, timing, () => this.#presented(video))
      video.playbackRate = this.#speed
      return { video, timing, clock }
    })
    this.#timeline = timelineOf(videos.map(({ timing }) => timing))
    void this.seekToTime(seconds)
  }

  play(): void {
    this.#isPlaying = true
    void this.seek(this.#frame >= this.#timeline.frames - 1 ? 0 : this.#frame)
  }

  pause(): void {
    if (!this.#isPlaying) return
    this.#isPlaying = false
    // The videos stop at different moments. Afterwards, all show the same frame.
    void this.seek(this.#frame)
  }

  /** Pauses, and seeks by a number of frames. */
  step(frames: number): void {
    this.#isPlaying = false
    void this.seek(this.#frame + frames)
  }

  seekToTime(seconds: number): Promise<void> {
    return this.seek(Math.floor(seconds * this.#timeline.framesPerSecond))
  }

  /** Shows a frame of the timeline in all videos, then continues to play if they did. */
  async seek(frame: number): Promise<void> {
    const change = ++this.#change
    this.#pauseVideos()
    const target = Math.min(Math.max(0, Math.round(frame)), this.#timeline.frames - 1)
    this.#frame = target
    this.#onChange()
    await Promise.all(this.#members.map(({ clock, timing }) => clock.seek(videoFrame(target, this.#timeline, timing))))
    if (change === this.#change && this.#isPlaying) await this.#start(change)
  }

  dispose(): void {
    this.#change++
    this.#isPlaying = false
    this.#pauseVideos()
    for (const { clock } of this.#members) clock.dispose()
    this.#members = []
  }

  /** The longest video. */
  get #leader(): Member | undefined {
    const seconds = ({ timing }: Member) => timing.frames / timing.framesPerSecond
    return this.#members.toSorted((a, b) => seconds(b) - seconds(a))[0]
  }

  /** Starts all videos at the same moment, when all have data. */
  async #start(change: number): Promise<void> {
    await Promise.all(this.#members.map(({ video }) => untilReady(video)))
    if (change !== this.#change || !this.#isPlaying) return
    const playing = this.#members.filter(({ video }) => !isAtEnd(video))
    // `play` takes a different time for each video. A change of the speed has an immediate effect.
    for (const { video } of playing) video.playbackRate = 0
    await Promise.all(playing.map(({ video }) => video.play().catch(() => undefined)))
    if (change !== this.#change) return
    for (const { video } of playing) video.playbackRate = this.#speed
    this.#animation = requestAnimationFrame(this.#correct)
  }

  #pauseVideos(): void {
    if (this.#animation !== undefined) cancelAnimationFrame(this.#animation)
    this.#animation = undefined
    for (const { video } of this.#members) {
      video.pause()
      video.playbackRate = this.#speed
    }
  }

  #presented(video: HTMLVideoElement): void {
    const leader = this.#leader
    if (this.#animation === undefined || video !== leader?.video) return
    const frame = timelineFrame(leader.clock.frame, leader.timing, this.#timeline)
    if (frame === this.#frame) return
    this.#frame = frame
    this.#onChange()
  }

  /** Runs for each frame of the display while the videos play. */
  readonly #correct = (): void => {
    const leader = this.#leader
    if (leader === undefined || this.#animation === undefined) return
    const playing = this.#members.filter(({ video }) => !isAtEnd(video))
    if (isAtEnd(leader.video)) void this.seek(0)
    else if (playing.some(({ video }) => !isReady(video))) void this.seek(this.#frame)
    else {
      for (const member of playing) if (member !== leader) this.#follow(member, leader.video.currentTime)
      this.#animation = requestAnimationFrame(this.#correct)
    }
  }

  #follow({ video, timing }: Member, leaderSeconds: number): void {
    const correction = correctionFor(video.currentTime - leaderSeconds, timing)
    const rate = this.#speed * (correction.kind === 'speed' ? correction.factor : 1)
    if (Math.abs(video.playbackRate - rate) > 0.005) video.playbackRate = rate
    if (correction.kind === 'jump' && !video.seeking) video.currentTime = leaderSeconds
  }
}

function isAtEnd(video: HTMLVideoElement): boolean {
  return video.ended || video.currentTime >= video.duration - 0.001
}

function isReady(video: HTMLVideoElement): boolean {
  const isNearEnd = video.currentTime >= video.duration - END_SECONDS
  return isNearEnd || video.error !== null || video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA
}

function untilReady(video: HTMLVideoElement): Promise<void> {
  if (isReady(video)) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      video.removeEventListener('canplay', done)
      video.removeEventListener('error', done)
      resolve()
    }
    video.addEventListener('canplay', done)
    video.addEventListener('error', done)
  })
}
