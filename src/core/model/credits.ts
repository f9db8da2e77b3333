/** Source: the service's billing documentation. */
const CREDITS_PER_USD = 2_000_000

export function creditsToUsd(credits: number): number {
  return credits / CREDITS_PER_USD
}
