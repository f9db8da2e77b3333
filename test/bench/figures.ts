/** One measured number. */
export interface Figure {
  /** `part.name`; the key in the JSON file. */
  readonly key: string
  readonly value: number
  /** Default: a ratio without a unit. */
  readonly unit?: 'ms' | 's' | 'MB' | '%' | '/s'
}

export interface BenchPart {
  /** The name for `--only`, and the prefix of its keys. */
  readonly name: string
  /** One line: what is measured. */
  readonly title: string
  /** Rejects with `SkippedError` where this computer cannot measure it. */
  measure(options: MeasureOptions): Promise<readonly Figure[]>
}

export interface MeasureOptions {
  /** Fewer and shorter runs, to try the benchmark itself. The figures are less exact. */
  readonly quick: boolean
}

/** The reason why a part cannot be measured on this computer. */
export class SkippedError extends Error {
  override readonly name = 'SkippedError'
}

/** The largest value that meets the target. Figures that are not listed have no target. */
export const TARGETS: Readonly<Record<string, number>> = {
  'slowDisk.blockedRatio': 0.02,
  'slowDisk.longestMs': 50,
  'list.changeCostRatio': 1.5,
  'list.memoryRatio': 1.5,
  'transfer.recoverBlockedMs': 1000,
  'poll.lagRatio15': 0.35,
  'poll.lagRatio30': 0.55,
  'poll.lagRatio60': 0.8,
  'poll.lagRatioNoHistory': 1,
  'poll.pollsRatio15': 1,
  'poll.pollsRatio30': 1,
  'poll.pollsRatio60': 1,
  'poll.pollsRatioNoHistory': 1,
  'compare.maxDriftFrames2': 1,
  'compare.maxDriftFrames4': 1,
  'compare.maxDriftFrames9': 1,
  // Within noise: two windows with the empty extension differ by as much.
  'idle.cpuPercent': 0.05,
  'idle.wakeupsPerSecond': 0.2,
  'activation.ratioToMediaPreview': 1,
  'form.openRatioToSettings': 1,
  'preview.firstFrameRatio': 1.2,
  'gallery.openRatio10000': 1.5,
}
