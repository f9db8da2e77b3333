/** All that decides what a video looks like. Equal specs give equal files, byte for byte. */
export interface VideoSpec {
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly framesPerSecond: number
  /** 10 (best) to 51 (smallest), H.264's own scale. */
  readonly quantization: number
  /** What palette, scene and gait are drawn from. */
  readonly style: string
}

const QUANTIZATION: Readonly<Record<string, number>> = { low: 38, medium: 33, high: 28, maximum: 22 }
const ASPECT: Readonly<Record<string, readonly [number, number]>> = { '16:9': [16, 9], '1:1': [1, 1], '9:16': [9, 16] }

/**
 * The video that a checked request asks for. `auto` means 480p and 16:9; `match_input_*` fall back to the
 * defaults, because the sandbox never fetches the input.
 */
export function videoSpec(values: Readonly<Record<string, unknown>>, seed: number): VideoSpec {
  const short = Number.parseInt(String(values['resolution'] ?? 'auto'), 10) || 480
  const [across, down] = ASPECT[String(values['aspect_ratio'] ?? 'auto')] ?? [16, 9]
  const unit = short / Math.min(across, down)
  const frames = values['match_input_num_frames'] === true ? 81 : (values['num_frames'] ?? 81)
  const rate = values['match_input_frames_per_second'] === true ? 16 : (values['frames_per_second'] ?? 16)
  return {
    width: even(across * unit),
    height: even(down * unit),
    frames: Number(frames),
    framesPerSecond: Number(rate),
    quantization: QUANTIZATION[String(values['video_quality'] ?? 'high')] ?? 28,
    style: `${seed}\n${String(values['prompt'])}`,
  }
}

/** H.264 with 4:2:0 colours needs even sides. */
function even(length: number): number {
  return Math.round(length / 2) * 2
}
