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

/** Returns the price of a valid request. */
export function priceInCredits(values: Readonly<Record<string, unknown>>): number {
  const frames = values['num_frames'] ?? 81
  const framesPerSecond = values['frames_per_second'] ?? 16
  const usdPerSecond = USD_PER_SECOND[String(values['resolution'] ?? 'auto')] ?? 0.04
  return Math.round((Number(frames) / Number(framesPerSecond)) * usdPerSecond * CREDITS_PER_USD)
}

export function creditsToUsd(credits: number): number {
  return credits / CREDITS_PER_USD
}
