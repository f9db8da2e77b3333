import { formatBytes } from '../../core/text/format.ts'

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

/** How far a download is, as `1.2 MB of 4.5 MB` in the signs that need no words. */
export function formatTransfer(received: number, total: number | undefined, language: string): string {
  const sofar = formatBytes(received, language)
  return total === undefined ? sofar : `${sofar} / ${formatBytes(total, language)}`
}
