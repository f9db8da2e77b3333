import { formatBytes } from '../../core/text/format.ts'

/** Formats a time to the minute, for one line of a narrow column. Omits the current year, and the hour in other years. */
export function formatTime(at: number, locale: string, now = Date.now()): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  const day = { month: 'short', day: 'numeric' } as const
  const rest = isThisYear ? ({ hour: 'numeric', minute: '2-digit' } as const) : ({ year: 'numeric' } as const)
  return new Intl.DateTimeFormat(locale, { ...day, ...rest }).format(at)
}

/** Formats a time in full, for a tooltip. */
export function formatFullTime(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' }).format(at)
}

/** Formats the progress of a download, for example `1.2 MB / 4.5 MB`. Needs no translation. */
export function formatProgress(receivedBytes: number, totalBytes: number | undefined, locale: string): string {
  const received = formatBytes(receivedBytes, locale)
  return totalBytes === undefined ? received : `${received} / ${formatBytes(totalBytes, locale)}`
}
