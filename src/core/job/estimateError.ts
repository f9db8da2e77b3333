import { creditsToUsd } from '../model/credits.ts'
import type { Job } from './job.ts'

/** Smaller differences come from rounding. */
const TOLERANCE_USD = 0.0001

/**
 * How much more than its estimate a generation cost, in USD; negative if it cost less. 0 if the charge is within the
 * estimate, undefined if the charge or the estimate is not known.
 */
export function estimateError({
  isFree,
  creditsUsed,
  estimate,
}: Pick<Job, 'isFree' | 'creditsUsed' | 'estimate'>): number | undefined {
  if (isFree || creditsUsed === undefined || estimate === undefined) return undefined
  const usd = creditsToUsd(creditsUsed)
  if (usd > estimate.maxUsd + TOLERANCE_USD) return usd - estimate.maxUsd
  return usd < estimate.minUsd - TOLERANCE_USD ? usd - estimate.minUsd : 0
}
