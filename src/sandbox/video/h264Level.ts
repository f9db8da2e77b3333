import { findBoxContent } from './mp4Boxes.ts'
import type { VideoSpec } from './videoSpec.ts'

interface LevelLimits {
  /** `level_idc`: ten times the level. */
  readonly levelIdc: number
  readonly maxMacroblocksPerSecond: number
  readonly maxMacroblocks: number
  readonly maxKilobitsPerSecond: number
}

/** ITU-T H.264, table A-1, for the Baseline profile. */
const LEVELS: readonly LevelLimits[] = (
  [
    [10, 1_485, 99, 64],
    [11, 3_000, 396, 192],
    [12, 6_000, 396, 384],
    [13, 11_880, 396, 768],
    [20, 11_880, 396, 2_000],
    [21, 19_800, 792, 4_000],
    [22, 20_250, 1_620, 4_000],
    [30, 40_500, 1_620, 10_000],
    [31, 108_000, 3_600, 14_000],
    [32, 216_000, 5_120, 20_000],
    [40, 245_760, 8_192, 20_000],
    [41, 245_760, 8_192, 50_000],
    [42, 522_240, 8_704, 50_000],
    [50, 589_824, 22_080, 135_000],
    [51, 983_040, 36_864, 240_000],
    [52, 2_073_600, 36_864, 240_000],
  ] as const
).map(([levelIdc, maxMacroblocksPerSecond, maxMacroblocks, maxKilobitsPerSecond]) => ({
  levelIdc,
  maxMacroblocksPerSecond,
  maxMacroblocks,
  maxKilobitsPerSecond,
}))

/** Returns the `level_idc` of the lowest level that allows a video of this spec and file size. */
export function requiredLevelIdc(spec: VideoSpec, sizeBytes: number): number {
  const columns = Math.ceil(spec.width / 16)
  const rows = Math.ceil(spec.height / 16)
  const macroblocks = columns * rows
  const kilobitsPerSecond = (sizeBytes * 8 * spec.framesPerSecond) / spec.frames / 1000
  const level = LEVELS.find(
    (limits) =>
      macroblocks <= limits.maxMacroblocks &&
      Math.max(columns, rows) <= Math.sqrt(8 * limits.maxMacroblocks) &&
      macroblocks * spec.framesPerSecond <= limits.maxMacroblocksPerSecond &&
      kilobitsPerSecond <= limits.maxKilobitsPerSecond,
  )
  return level?.levelIdc ?? 52
}

/** Writes the level to an MP4 in place. The encoder ignores the frame rate when it chooses the level. */
export function setLevel(mp4: Buffer, levelIdc: number): void {
  const stsd = findBoxContent(mp4, 'moov/trak/mdia/minf/stbl/stsd')
  // The `stsd` box has 8 bytes before the sample entry, and the `avc1` sample entry has 78 bytes before its boxes.
  const avc1 = stsd && findBoxContent(stsd.subarray(8), 'avc1')
  const avcC = avc1 && findBoxContent(avc1.subarray(78), 'avcC')
  if (!avcC) throw new Error('The encoder wrote no avcC box')
  avcC[3] = levelIdc
  // One sequence parameter set follows at byte 8. Its bytes are the NAL header, profile, constraints and level.
  avcC[11] = levelIdc
}
