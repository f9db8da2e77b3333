import type { L10n } from './l10n.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Source: the service's billing documentation. */
const CREDITS_PER_USD = 2_000_000

/**
 * How long something has taken, as `10s`, `2m`, `3h`, `5d`; empty below ten seconds, and for a time in the future
 * (the clock was set back).
 */
export function duration(ms: number, l10n: L10n): string {
  if (ms < 10 * SECOND) return ''
  if (ms < MINUTE) return l10n.t('{0}s', Math.floor(ms / (10 * SECOND)) * 10)
  if (ms < HOUR) return l10n.t('{0}m', Math.floor(ms / MINUTE))
  if (ms < DAY) return l10n.t('{0}h', Math.floor(ms / HOUR))
  return l10n.t('{0}d', Math.floor(ms / DAY))
}

/** How long ago something was, as `just now`, `2m ago`. */
export function ago(ms: number, l10n: L10n): string {
  return ms < MINUTE ? l10n.t('just now') : l10n.t('{0} ago', duration(ms, l10n))
}

/** As `999 B`, `1.2 MB`, `34 MB`; decimal units, as file managers show them. */
export function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  const rounded = unit > 0 && value < 9.95 ? Math.round(value * 10) / 10 : Math.round(value)
  return `${rounded} ${units[unit]}`
}

/** Credits with what they are in USD, as `400,000 credits ($0.20)`. */
export function cost(credits: number, l10n: L10n): string {
  const usd = credits / CREDITS_PER_USD
  const digits = usd !== 0 && Math.abs(usd) < 0.1 ? 4 : 2
  return l10n.t('{0} credits ({1})', credits.toLocaleString('en-US'), `$${usd.toFixed(digits)}`)
}

/** As `1 video`, `12 videos`. */
export function videos(count: number, l10n: L10n): string {
  return count === 1 ? l10n.t('1 video') : l10n.t('{0} videos', count)
}
