import { addInterpolatedFrames, getGeneratedTiming, type VideoTiming } from './videoTiming.ts'

/** Everything that determines a video. Equal specs give identical files. */
export interface VideoSpec extends VideoTiming {
  readonly width: number
  readonly height: number
  /** H.264 quantization parameter: 10 (best) to 51 (smallest). */
  readonly quantization: number
  /** Seeds the colors, the scenery and the gait. */
  readonly styleSeed: string
}

const QUANTIZATION: Readonly<Record<string, number>> = { low: 38, medium: 33, high: 28, maximum: 22 }
const ASPECT_RATIOS: Readonly<Record<string, readonly [number, number]>> = {
  '16:9': [16, 9],
  '1:1': [1, 1],
  '9:16': [9, 16],
}

/**
 * Returns the spec of the video for a valid request. `auto` means 480p and 16:9. `inputTiming` is the timing of the
 * input video; undefined if it is unknown.
 */
export function createVideoSpec(
  values: Readonly<Record<string, unknown>>,
  seed: number,
  inputTiming?: VideoTiming,
): VideoSpec {
  const shortSide = Number.parseInt(String(values['resolution'] ?? 'auto'), 10) || 480
  const [ratioWidth, ratioHeight] = ASPECT_RATIOS[String(values['aspect_ratio'] ?? 'auto')] ?? [16, 9]
  const scale = shortSide / Math.min(ratioWidth, ratioHeight)
  return {
    width: roundToEven(ratioWidth * scale),
    height: roundToEven(ratioHeight * scale),
    ...addInterpolatedFrames(getGeneratedTiming(values, inputTiming), values),
    quantization: QUANTIZATION[String(values['video_quality'] ?? 'high')] ?? 28,
    styleSeed: `${seed}\n${String(values['prompt'])}`,
  }
}

/** H.264 with 4:2:0 chroma subsampling requires even sides. */
function roundToEven(length: number): number {
  return Math.round(length / 2) * 2
}
