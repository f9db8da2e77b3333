import { parseUtc } from './parseUtc.ts'

const MAX_MS = 600_000

/** `Retry-After` in milliseconds from `now`, limited to 0 to 600,000. Undefined if it is missing or not valid. */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  const text = value?.trim() ?? ''
  if (text === '') return undefined
  const ms = /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : parseUtc(text) - now
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), MAX_MS)
}
