// Frames and times of a video with a constant frame rate. Frames are counted from 0. Times are seconds of the media
// timeline, as in `HTMLMediaElement.currentTime`.

export interface FrameTiming {
  /** Not rounded: 23.98 instead of 23.976… is a frame off after two minutes. */
  readonly framesPerSecond: number
  /** Number of frames, at least 1. */
  readonly frames: number
}

/** The frames from `first` to `last`, both included. */
export interface FrameRange {
  readonly first: number
  readonly last: number
}

/** A time this much before a frame, in frames, counts as the frame: times are rounded to microseconds on their way. */
const TOLERANCE_FRAMES = 0.01

export function clampFrame(frame: number, { frames }: FrameTiming): number {
  return Math.min(Math.max(0, Math.round(frame)), Math.max(0, frames - 1))
}

/** The frame that is shown at a time. */
export function frameAt(seconds: number, timing: FrameTiming): number {
  return clampFrame(Math.floor(seconds * timing.framesPerSecond + TOLERANCE_FRAMES), timing)
}

/** When a frame starts to be shown. */
export function frameStart(frame: number, timing: FrameTiming): number {
  return frame / timing.framesPerSecond
}

/** The time to seek to for a frame. In its middle, so that no rounding selects a frame next to it. */
export function frameMiddle(frame: number, timing: FrameTiming): number {
  return (frame + 0.5) / timing.framesPerSecond
}

/** When the last frame ends. */
export function durationOf(timing: FrameTiming): number {
  return timing.frames / timing.framesPerSecond
}

/** The frame of another video at the time of a frame: the same number if the rates are equal. */
export function matchingFrame(frame: number, from: FrameTiming, to: FrameTiming): number {
  if (from.framesPerSecond === to.framesPerSecond) return clampFrame(frame, to)
  return frameAt(frameMiddle(frame, from), to)
}

/** All frames. */
export function wholeRange({ frames }: FrameTiming): FrameRange {
  return { first: 0, last: Math.max(0, frames - 1) }
}

/** A position such as `0:02.56`, with the minutes and the hundredths of a second. Needs no translation. */
export function formatPosition(seconds: number): string {
  const hundredths = Math.max(0, Math.floor(seconds * 100 + TOLERANCE_FRAMES))
  const minutes = Math.floor(hundredths / 6000)
  const rest = hundredths % 6000
  return `${minutes}:${String(Math.floor(rest / 100)).padStart(2, '0')}.${String(rest % 100).padStart(2, '0')}`
}
