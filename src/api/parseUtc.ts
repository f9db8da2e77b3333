/** A date, or the end of a time with its offset from UTC. */
const DATE_OR_OFFSET = /^\d{4}(-\d\d){0,2}$|(z|gmt|utc?|[+-]\d\d:?\d\d)$/i

/** Parses a time of the service, which is UTC unless it has an offset. Returns Unix milliseconds, or NaN if not valid. */
export function parseUtc(text: string): number {
  const time = text.trim()
  if (DATE_OR_OFFSET.test(time)) return Date.parse(time)
  return Date.parse(/^\d{4}-\d\d-\d\d[t ]/i.test(time) ? `${time.replace(' ', 'T')}Z` : `${time} UTC`)
}
