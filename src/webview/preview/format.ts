const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A length of time in its two largest units, as `45 sec`, `2 min, 10 sec`, `3 hr, 5 min`. */
export function formatAge(ms: number, language: string): string {
  const age = Math.max(0, ms)
  const days = Math.floor(age / DAY)
  const hours = Math.floor((age % DAY) / HOUR)
  const minutes = Math.floor((age % HOUR) / MINUTE)
  const seconds = Math.floor((age % MINUTE) / SECOND)
  const part = (value: number, unit: 'day' | 'hour' | 'minute' | 'second') =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value)
  const join = (...parts: string[]) => new Intl.ListFormat(language, { type: 'unit', style: 'short' }).format(parts)
  if (days > 0) return join(part(days, 'day'), part(hours, 'hour'))
  if (hours > 0) return join(part(hours, 'hour'), part(minutes, 'minute'))
  return minutes > 0 ? join(part(minutes, 'minute'), part(seconds, 'second')) : part(seconds, 'second')
}

/** A moment to the minute, short enough for one line of a narrow column: without the year when it is this one. */
export function formatTime(at: number, language: string, now = Date.now()): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  const day = { month: 'short', day: 'numeric' } as const
  const rest = isThisYear ? ({ hour: 'numeric', minute: '2-digit' } as const) : ({ year: 'numeric' } as const)
  return new Intl.DateTimeFormat(language, { ...day, ...rest }).format(at)
}

/** A moment in full, for a tooltip. */
export function formatFullTime(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'medium' }).format(at)
}

/** A size in decimal units, as `4.5 MB`. */
export function formatBytes(bytes: number, language: string): string {
  // From kilobytes on: the short form of bytes has no plural, as in "0 byte".
  const units = ['kilobyte', 'megabyte', 'gigabyte'] as const
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3) - 1)
  const options = { style: 'unit', unit: units[power] ?? 'kilobyte', maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(language, options).format(bytes / 1000 ** (power + 1))
}

/** How far a download is, as `1.2 MB of 4.5 MB` in the signs that need no words. */
export function formatTransfer(received: number, total: number | undefined, language: string): string {
  const sofar = formatBytes(received, language)
  return total === undefined ? sofar : `${sofar} / ${formatBytes(total, language)}`
}
