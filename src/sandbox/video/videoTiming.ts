/** The frame count and the frame rate of a video. */
export interface VideoTiming {
  readonly frames: number
  readonly framesPerSecond: number
}

const DEFAULT_TIMING: VideoTiming = { frames: 81, framesPerSecond: 16 }
// The API documents no limits for matched and interpolated values. These keep rendering fast.
const MAX_MATCHED_FRAMES = 241
const MAX_MATCHED_FRAMES_PER_SECOND = 60
const MAX_INTERPOLATED_FRAMES = 4

/**
 * Returns the timing of the generated frames of a valid request, which determines the price. `inputTiming` is the timing
 * of the input video, or undefined if it is unknown: then `match_input_*` mean the defaults.
 */
export function getGeneratedTiming(
  values: Readonly<Record<string, unknown>>,
  inputTiming: VideoTiming | undefined,
): VideoTiming {
  const matched = inputTiming && {
    frames: Math.min(inputTiming.frames, MAX_MATCHED_FRAMES),
    // The encoder takes integer frame rates only.
    framesPerSecond: Math.max(1, Math.min(Math.round(inputTiming.framesPerSecond), MAX_MATCHED_FRAMES_PER_SECOND)),
  }
  const { frames, framesPerSecond } = matched ?? DEFAULT_TIMING
  return {
    frames: values['match_input_num_frames'] === true ? frames : Number(values['num_frames'] ?? DEFAULT_TIMING.frames),
    framesPerSecond:
      values['match_input_frames_per_second'] === true
        ? framesPerSecond
        : Number(values['frames_per_second'] ?? DEFAULT_TIMING.framesPerSecond),
  }
}

/** Inserts `num_interpolated_frames` frames between each two and raises the rate, so that the speed stays the same. */
export function addInterpolatedFrames(
  { frames, framesPerSecond }: VideoTiming,
  values: Readonly<Record<string, unknown>>,
): VideoTiming {
  const count = Math.min(Number(values['num_interpolated_frames'] ?? 0), MAX_INTERPOLATED_FRAMES)
  return { frames: frames + (frames - 1) * count, framesPerSecond: framesPerSecond * (1 + count) }
}
