const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const LARGE_UNITS = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const

type Unit = 'byte' | (typeof LARGE_UNITS)[number] | 'day' | 'hour' | 'minute' | 'second'

/** Formats a size in decimal units, for example `999 bytes` or `1.2 MB`. `locale` is a language tag. */
export function formatBytes(sizeBytes: number, locale: string): string {
  // `unitDisplay: 'short'` has no plural for bytes: "0 byte".
  if (sizeBytes < 999.5) return formatUnit(Math.round(sizeBytes), 'byte', 'long', locale)
  let value = sizeBytes / 1000
  let index = 0
  // A value that one decimal rounds to 1000 belongs to the next unit.
  while (value >= 999.95 && index < LARGE_UNITS.length - 1) {
    value /= 1000
    index++
  }
  return formatUnit(value, LARGE_UNITS[index] ?? 'petabyte', 'short', locale)
}

/** Formats an estimate of a remaining duration, rounded up, for example `20 sec` or `3 min`. */
export function formatEstimate(durationMs: number, locale: string): string {
  const stepMs = durationMs < MINUTE_MS ? 10 * SECOND_MS : durationMs < HOUR_MS ? MINUTE_MS : HOUR_MS
  return formatDuration(Math.max(1, Math.ceil(durationMs / stepMs)) * stepMs, locale, 'short')
}

/**
 * Formats a duration, rounded down. `long` has its two largest units, for example `2 min, 10 sec`; `short` and `narrow`
 * only the largest, for example `2 min` and `2m`. A negative duration counts as 0. `locale` is a language tag.
 */
export function formatDuration(
  durationMs: number,
  locale: string,
  style: 'long' | 'short' | 'narrow' = 'long',
): string {
  const ms = Math.max(0, durationMs)
  const days = Math.floor(ms / DAY_MS)
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS)
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS)
  const seconds = Math.floor((ms % MINUTE_MS) / SECOND_MS)
  const display = style === 'narrow' ? 'narrow' : 'short'
  const all = [
    { value: days, unit: 'day' },
    { value: hours, unit: 'hour' },
    { value: minutes, unit: 'minute' },
    { value: seconds, unit: 'second' },
  ] as const
  const first = all.findIndex(({ value }) => value > 0)
  const parts = (first < 0 ? all.slice(-1) : all.slice(first, first + (style === 'long' ? 2 : 1))).map(
    ({ value, unit }) => formatUnit(value, unit, display, locale),
  )
  return new Intl.ListFormat(locale, { type: 'unit', style: 'short' }).format(parts)
}

function formatUnit(value: number, unit: Unit, unitDisplay: 'long' | 'short' | 'narrow', locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 }).format(value)
}
