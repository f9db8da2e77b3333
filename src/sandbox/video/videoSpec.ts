/** Everything that determines a video. Equal specs give identical files. */
export interface VideoSpec {
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly framesPerSecond: number
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
 * Returns the spec of the video for a valid request. `auto` means 480p and 16:9. `match_input_*` mean the defaults,
 * because the sandbox does not download the input video.
 */
export function createVideoSpec(values: Readonly<Record<string, unknown>>, seed: number): VideoSpec {
  const shortSide = Number.parseInt(String(values['resolution'] ?? 'auto'), 10) || 480
  const [ratioWidth, ratioHeight] = ASPECT_RATIOS[String(values['aspect_ratio'] ?? 'auto')] ?? [16, 9]
  const scale = shortSide / Math.min(ratioWidth, ratioHeight)
  const frames = values['match_input_num_frames'] === true ? 81 : (values['num_frames'] ?? 81)
  const framesPerSecond = values['match_input_frames_per_second'] === true ? 16 : (values['frames_per_second'] ?? 16)
  return {
    width: roundToEven(ratioWidth * scale),
    height: roundToEven(ratioHeight * scale),
    frames: Number(frames),
    framesPerSecond: Number(framesPerSecond),
    quantization: QUANTIZATION[String(values['video_quality'] ?? 'high')] ?? 28,
    styleSeed: `${seed}\n${String(values['prompt'])}`,
  }
}

/** H.264 with 4:2:0 chroma subsampling requires even sides. */
function roundToEven(length: number): number {
  return Math.round(length / 2) * 2
}
