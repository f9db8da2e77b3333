import type { PlaybackCommand } from '../../protocol/playback.ts'
import type { PreviewMainArea, PreviewView } from '../../protocol/preview.ts'
import type { FrameClock } from '../shared/playback/frameClock.ts'
import type { FrameRange, FrameTiming } from '../shared/playback/frames.ts'
import type { Zoom } from '../shared/playback/zoom.ts'
import type { PlaybackState } from './playbackState.ts'

export type VideoArea = Extract<PreviewMainArea, { kind: 'video' }>

/** A command that the player runs itself. */
export type PlayerCommand = Exclude<PlaybackCommand, 'showShortcuts'>

/** The player, for its parts: the controls, the commands, the in and out points. */
export interface Player {
  readonly area: VideoArea
  readonly strings: PreviewView['strings']
  readonly state: PlaybackState
  readonly video: HTMLVideoElement | undefined
  readonly stage: HTMLElement | undefined
  /** Undefined before the metadata is loaded. */
  readonly clock: FrameClock | undefined
  /** Undefined before the metadata is loaded, if the index of the file was not read. */
  readonly timing: FrameTiming | undefined
  /** The frame that is shown. */
  readonly frame: number
  /** The frames between the in and out points; undefined if none is set. */
  readonly range: FrameRange | undefined
  readonly zoom: Zoom
  readonly hasAudio: boolean
  /** Stores settings, and applies them to the video. */
  set(changes: Parameters<PlaybackState['save']>[0]): void
  seek(frame: number): void
  play(): void
  run(command: PlayerCommand): void
  onToggleFullScreen(): void
  onSaveFrame(): void
  requestUpdate(): void
}
