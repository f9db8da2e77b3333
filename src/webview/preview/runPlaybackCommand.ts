import type { FrameClock } from '../shared/playback/frameClock.ts'
import { type FrameRange, wholeRange } from '../shared/playback/frames.ts'
import { FIT, pan, type Zoom, zoomBy, zoomTo } from '../shared/playback/zoom.ts'
import type { Player, PlayerCommand } from './player.ts'

/** The speeds that can be selected. */
export const SPEEDS: readonly number[] = [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 4]
const ZOOM_FACTOR = 1.5
const PAN_STEP = 0.15
const VOLUME_STEP = 0.1

interface Context {
  readonly player: Player
  readonly video: HTMLVideoElement
  readonly clock: FrameClock
  /** All frames if there are no in and out points. */
  readonly range: FrameRange
  readonly framesPerSecond: number
}

/** Runs a command of a button or a key. Does nothing before the metadata of the video is loaded. */
export function runPlaybackCommand(player: Player, command: PlayerCommand): void {
  const { video, clock, timing } = player
  if (!video || !clock || !timing) return
  const range = player.range ?? wholeRange(timing)
  COMMANDS[command]({ player, video, clock, range, framesPerSecond: Math.max(1, Math.round(timing.framesPerSecond)) })
}

const COMMANDS: Readonly<Record<PlayerCommand, (context: Context) => unknown>> = {
  playPause,
  previousFrame: ({ clock }) => clock.step(-1),
  nextFrame: ({ clock }) => clock.step(1),
  back: ({ clock, framesPerSecond }) => clock.seek(clock.targetFrame - framesPerSecond),
  forward: ({ clock, framesPerSecond }) => clock.seek(clock.targetFrame + framesPerSecond),
  start: ({ clock, range }) => clock.seek(range.first),
  end: ({ clock, range }) => clock.seek(range.last),
  setIn: ({ player, clock: { frame }, range }) =>
    player.set({ range: { first: frame, last: Math.max(range.last, frame) } }),
  setOut: ({ player, clock: { frame }, range }) =>
    player.set({ range: { first: Math.min(range.first, frame), last: frame } }),
  clearInOut: ({ player }) => player.set({ range: undefined }),
  loop: ({ player }) => player.set({ loop: !(player.state.current.loop ?? true) }),
  slower: ({ player }) => changeSpeed(player, (speed) => SPEEDS.findLast((each) => each < speed)),
  faster: ({ player }) => changeSpeed(player, (speed) => SPEEDS.find((each) => each > speed)),
  zoomIn: ({ player }) => changeZoom(player, (zoom) => zoomBy(zoom, ZOOM_FACTOR)),
  zoomOut: ({ player }) => changeZoom(player, (zoom) => zoomBy(zoom, 1 / ZOOM_FACTOR)),
  fit: ({ player }) => changeZoom(player, () => FIT),
  actualSize: ({ player, video }) => changeZoom(player, (zoom) => zoomTo(zoom, actualScale(player, video))),
  panLeft: ({ player }) => changeZoom(player, (zoom) => pan(zoom, PAN_STEP, 0)),
  panRight: ({ player }) => changeZoom(player, (zoom) => pan(zoom, -PAN_STEP, 0)),
  panUp: ({ player }) => changeZoom(player, (zoom) => pan(zoom, 0, PAN_STEP)),
  panDown: ({ player }) => changeZoom(player, (zoom) => pan(zoom, 0, -PAN_STEP)),
  mute: ({ player }) => player.set({ muted: !(player.state.current.muted ?? true) }),
  louder: ({ player }) => player.set({ volume: Math.min(1, volumeOf(player) + VOLUME_STEP), muted: false }),
  quieter: ({ player }) => player.set({ volume: Math.max(0, volumeOf(player) - VOLUME_STEP) }),
  fullScreen: ({ player }) => player.onToggleFullScreen(),
}

function playPause({ player, video, clock, range: { first, last } }: Context): void {
  if (!video.paused) {
    video.pause()
    return
  }
  // From outside of the in and out points, or from their end, playback starts over.
  if (player.range && (clock.frame < first || clock.frame >= last)) player.seek(first)
  player.play()
}

function changeSpeed(player: Player, next: (speed: number) => number | undefined): void {
  const { speed = 1 } = player.state.current
  player.set({ speed: next(speed) ?? speed })
}

function changeZoom(player: Player, next: (zoom: Zoom) => Zoom): void {
  player.set({ zoom: next(player.zoom) })
}

function volumeOf({ state }: Player): number {
  return state.current.volume ?? 1
}

/** The scale at which a pixel of the video is a pixel of the screen. */
function actualScale({ stage }: Player, { videoWidth, videoHeight }: HTMLVideoElement): number {
  if (!stage) return 1
  const fitted = Math.min(stage.clientWidth / videoWidth, stage.clientHeight / videoHeight)
  return 1 / fitted / window.devicePixelRatio
}
