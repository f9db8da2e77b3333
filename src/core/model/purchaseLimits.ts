import type { PriceQuote } from './price.ts'
import { sumUsd, type UsdRange } from './usdRange.ts'

/** The user's limits in USD. 0 means without limit. */
export interface PurchaseLimits {
  readonly confirmAboveUsd: number
  readonly dailyUsd: number
}

/** What several requests cost together. */
export interface PurchaseTotal {
  /** The sum of the estimates. */
  readonly estimate: UsdRange
  /** How many requests have no estimate. */
  readonly withoutEstimate: number
}

/** What counts toward the limit per day, in USD. */
export interface Spending {
  /** Charges and estimates of today. */
  readonly spentUsd: number
  /** Estimates of requests that the user confirmed and that are still to be sent. */
  readonly plannedUsd: number
}

/** Fractions of a cent that come from adding do not count as a higher price. */
const TOLERANCE_USD = 1e-6

/** Returns whether the spending of the day, with a purchase of `usd`, is at most `maxTotalUsd`. */
export function fitsTotal({ spentUsd, plannedUsd }: Spending, usd: number, maxTotalUsd: number): boolean {
  return spentUsd + plannedUsd + usd <= maxTotalUsd + TOLERANCE_USD
}

/** What the user accepts to spend in a day after the purchase was confirmed, or needed no confirmation. */
export function acceptedTotalUsd(
  { estimate }: PurchaseTotal,
  { dailyUsd }: PurchaseLimits,
  spending: Spending,
): number {
  if (dailyUsd === 0) return Number.POSITIVE_INFINITY
  return Math.max(dailyUsd, spending.spentUsd + spending.plannedUsd + estimate.maxUsd)
}

/** Why the user is asked before a purchase. */
export type PurchaseReason = 'abovePrice' | 'aboveDailyLimit' | 'priceUnknown'

/** Adds the estimates of requests. Other kinds of cost than an estimate are not known. */
export function totalOf(
  costs: readonly (PriceQuote | { readonly kind: 'free' | 'reading' | 'unavailable' })[],
): PurchaseTotal {
  const estimates = costs.flatMap((cost) => (cost.kind === 'estimate' ? [cost.total] : []))
  return { estimate: sumUsd(estimates), withoutEstimate: costs.length - estimates.length }
}

/**
 * Returns why the user is to be asked; an empty array if the purchase is within the limits. A price that is not known is a
 * reason as soon as there is a limit.
 */
export function purchaseReasons(
  { estimate, withoutEstimate }: PurchaseTotal,
  { confirmAboveUsd, dailyUsd }: PurchaseLimits,
  spending: Spending,
): PurchaseReason[] {
  const reasons: PurchaseReason[] = []
  const { maxUsd } = estimate
  if (confirmAboveUsd > 0 && maxUsd > confirmAboveUsd + TOLERANCE_USD) reasons.push('abovePrice')
  if (dailyUsd > 0 && !fitsTotal(spending, maxUsd, dailyUsd)) reasons.push('aboveDailyLimit')
  if (withoutEstimate > 0 && (confirmAboveUsd > 0 || dailyUsd > 0)) reasons.push('priceUnknown')
  return reasons
}
