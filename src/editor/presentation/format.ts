import type { Job } from '../../core/job/job.ts'
import { creditsToUsd } from '../../core/model/credits.ts'
import { formatDuration } from '../../core/text/format.ts'
import type { DisplayLanguage, L10n } from './l10n.ts'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS

/**
 * How long something has taken, for example `10s`, `2m`, `3h` or `5d`. Seconds are rounded down to tens. Returns an
 * empty string below ten seconds and for a negative duration (the clock was set back).
 */
export function elapsed(ms: number, locale: string): string {
  if (ms < 10 * SECOND_MS) return ''
  return formatDuration(ms < MINUTE_MS ? Math.floor(ms / (10 * SECOND_MS)) * 10 * SECOND_MS : ms, locale, 'narrow')
}

/** How long ago something happened, for example `just now` or `2m ago`. */
export function ago(ms: number, { l10n, locale }: DisplayLanguage): string {
  return ms < MINUTE_MS ? l10n.t('just now') : l10n.t('{0} ago', formatDuration(ms, locale, 'narrow'))
}

/** Credits and their value in US dollars, for example `400,000 credits ($0.20)`. */
export function cost(credits: number, l10n: L10n): string {
  return l10n.t('{0} credits ({1})', credits.toLocaleString('en-US'), usd(creditsToUsd(credits), 'en-US'))
}

/** For example `$0.20`. Small amounts have four digits. */
export function usd(amount: number, locale: string): string {
  const digits = amount !== 0 && Math.abs(amount) < 0.1 ? 4 : 2
  const format = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const
  return amount.toLocaleString(locale, { ...format, minimumFractionDigits: 2, maximumFractionDigits: digits })
}

/** What a job cost; undefined if it is not known. */
export function jobCost({ isFree, creditsUsed }: Job, l10n: L10n): string | undefined {
  if (isFree) return l10n.t('Free (sandbox)')
  return creditsUsed === undefined ? undefined : cost(creditsUsed, l10n)
}

/** For example `1 video` or `12 videos`. */
export function videos(count: number, l10n: L10n): string {
  return count === 1 ? l10n.t('1 video') : l10n.t('{0} videos', count)
}
