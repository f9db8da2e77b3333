/** An amount in USD. Both limits are equal if it is known exactly. */
export interface UsdRange {
  readonly minUsd: number
  readonly maxUsd: number
}

export function sumUsd(ranges: readonly UsdRange[]): UsdRange {
  return ranges.reduce((sum, { minUsd, maxUsd }) => ({ minUsd: sum.minUsd + minUsd, maxUsd: sum.maxUsd + maxUsd }), {
    minUsd: 0,
    maxUsd: 0,
  })
}
