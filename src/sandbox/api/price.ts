import { getGeneratedTiming, type VideoTiming } from '../video/videoTiming.ts'

/** How the sandbox publishes its price. `none`: it lists the model without a price. */
export const PRICE_KINDS = ['variants', 'fixed', 'variable', 'none'] as const
export type PriceKind = (typeof PRICE_KINDS)[number]

/** The price of one second in USD with a fixed price. */
export const FIXED_USD_PER_SECOND = 0.05

export const CREDITS_PER_USD = 2_000_000

/** The sandbox's fictional price of one second of video in USD, by resolution. `auto` is rendered as 480p. */
export const USD_PER_SECOND: Readonly<Record<string, number>> = {
  auto: 0.04,
  '240p': 0.02,
  '360p': 0.03,
  '480p': 0.04,
  '580p': 0.06,
  '720p': 0.08,
}

/**
 * Returns the price of a valid request: the duration of the generated frames, without the interpolated ones, times the
 * price per second.
 */
export function priceInCredits(
  values: Readonly<Record<string, unknown>>,
  inputTiming: VideoTiming | undefined,
  kind: PriceKind,
): number {
  const { frames, framesPerSecond } = getGeneratedTiming(values, inputTiming)
  const perResolution = USD_PER_SECOND[String(values['resolution'] ?? 'auto')] ?? 0.04
  const usdPerSecond = kind === 'fixed' ? FIXED_USD_PER_SECOND : perResolution
  return Math.round((frames / framesPerSecond) * usdPerSecond * CREDITS_PER_USD)
}

export function creditsToUsd(credits: number): number {
  return credits / CREDITS_PER_USD
}
