import type { RequestValues } from '../job/job.ts'

/** What is known of the source video. */
export interface SourceFacts {
  readonly frames?: number | undefined
  readonly framesPerSecond?: number | undefined
  readonly width?: number | undefined
  readonly height?: number | undefined
}

/** Where a number comes from. */
export type Derivation = 'set' | 'default' | 'source'

/** A number is undefined if the service or a source video that is not known decides it. */
export interface ExpectedResult {
  readonly frames: { readonly count: number | undefined; readonly from: Derivation }
  readonly rate: { readonly framesPerSecond: number | undefined; readonly from: Derivation }
  /** Frames divided by the rate. */
  readonly durationSeconds: number | undefined
  /** Added between each two frames, which makes motion smoother. 0 if interpolation is off. */
  readonly interpolatedFrames: number
  readonly size: {
    /** Length of the short side in pixels; undefined for `auto`. */
    readonly shortSide: number | undefined
    readonly aspectRatio: 'auto' | string
    readonly width: number | undefined
    readonly height: number | undefined
    /** Whether the aspect ratio is that of the source video. */
    readonly isFromSource: boolean
  }
}

// The documented defaults of the pose model.
const DEFAULT_FRAMES = 81
const DEFAULT_FRAMES_PER_SECOND = 16

/** Derives the frames, the rate and the size of a video from the values of a request. Skips values of the wrong type. */
export function expectedResult(values: RequestValues, source: SourceFacts = {}): ExpectedResult {
  const frames = deriveNumber(values, 'match_input_num_frames', 'num_frames', source.frames, DEFAULT_FRAMES)
  const rate = deriveNumber(
    values,
    'match_input_frames_per_second',
    'frames_per_second',
    source.framesPerSecond,
    DEFAULT_FRAMES_PER_SECOND,
  )
  const isKnown = frames.value !== undefined && rate.value !== undefined && rate.value > 0
  return {
    frames: { count: frames.value, from: frames.from },
    rate: { framesPerSecond: rate.value, from: rate.from },
    durationSeconds: isKnown ? Number(frames.value) / Number(rate.value) : undefined,
    interpolatedFrames: numberOf(values['num_interpolated_frames']) ?? 0,
    size: deriveSize(values, source),
  }
}

function deriveNumber(
  values: RequestValues,
  match: string,
  name: string,
  fromSource: number | undefined,
  byDefault: number,
): { readonly value: number | undefined; readonly from: Derivation } {
  if (values[match] === true) return { value: fromSource, from: 'source' }
  const set = numberOf(values[name])
  return set === undefined ? { value: byDefault, from: 'default' } : { value: set, from: 'set' }
}

function deriveSize(values: RequestValues, source: SourceFacts): ExpectedResult['size'] {
  const resolution = /^(\d+)p$/.exec(String(values['resolution'] ?? 'auto'))?.[1]
  const aspectRatio = String(values['aspect_ratio'] ?? 'auto')
  const isFromSource = aspectRatio === 'auto'
  const [ratioWidth, ratioHeight] = isFromSource
    ? [source.width, source.height]
    : aspectRatio.split(':').map((side) => Number(side))
  const shortSide = resolution === undefined ? undefined : Number(resolution)
  if (!shortSide || !ratioWidth || !ratioHeight) {
    return { shortSide, aspectRatio, width: undefined, height: undefined, isFromSource }
  }
  const scale = shortSide / Math.min(ratioWidth, ratioHeight)
  return { shortSide, aspectRatio, width: even(ratioWidth * scale), height: even(ratioHeight * scale), isFromSource }
}

/** Video codecs need even sides. */
function even(length: number): number {
  return Math.round(length / 2) * 2
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
