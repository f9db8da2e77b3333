import { clampFrame, type FrameTiming, frameAt, frameMiddle, matchingFrame } from '../shared/playback/frames.ts'

/** A video this far off, in its frames, jumps. A smaller difference is corrected by its speed. */
const MAX_CORRECTED_FRAMES = 8
/** Differences below this, in frames, are not corrected: they cannot be measured more precisely. */
const TOLERATED_FRAMES = 0.15
/** About how long a correction by the speed takes. */
const CORRECTION_SECONDS = 0.5

/** The frames of the common timeline: those of the video with the highest rate, for as long as the longest video. */
export function timelineOf(timings: readonly FrameTiming[]): FrameTiming {
  const framesPerSecond = Math.max(0, ...timings.map((timing) => timing.framesPerSecond)) || 1
  const frames = timings.map((timing) =>
    timing.framesPerSecond === framesPerSecond
      ? timing.frames
      : Math.round((timing.frames / timing.framesPerSecond) * framesPerSecond),
  )
  return { framesPerSecond, frames: Math.max(1, ...frames) }
}

/** The frame that a video shows at a frame of the timeline. A shorter video stays at its last frame. */
export function videoFrame(frame: number, timeline: FrameTiming, video: FrameTiming): number {
  return matchingFrame(frame, timeline, video)
}

/** The frame of the timeline at which a video shows one of its frames. */
export function timelineFrame(frame: number, video: FrameTiming, timeline: FrameTiming): number {
  if (video.framesPerSecond === timeline.framesPerSecond) return clampFrame(frame, timeline)
  return frameAt(frameMiddle(frame, video), timeline)
}

export type Correction =
  | { readonly kind: 'none' }
  /** Play faster or slower than the others by this factor. */
  | { readonly kind: 'speed'; readonly factor: number }
  | { readonly kind: 'jump' }

/** What to do about a video that is `aheadSeconds` ahead of the leading one. */
export function correctionFor(
  aheadSeconds: number,
  { framesPerSecond }: Pick<FrameTiming, 'framesPerSecond'>,
): Correction {
  const ahead = aheadSeconds * framesPerSecond
  if (Math.abs(ahead) > MAX_CORRECTED_FRAMES) return { kind: 'jump' }
  if (Math.abs(ahead) < TOLERATED_FRAMES) return { kind: 'none' }
  return { kind: 'speed', factor: Math.min(2, Math.max(0, 1 - aheadSeconds / CORRECTION_SECONDS)) }
}
