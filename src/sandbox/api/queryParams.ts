import { HttpError } from '../http/httpError.ts'

/** Returns an integer from `min` to `max`, or `fallback` if the parameter is missing. Throws a 400 if it is invalid. */
export function integerParam(query: URLSearchParams, name: string, min: number, max: number, fallback: number): number {
  const text = query.get(name)
  if (text === null) return fallback
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= min && value <= max) return value
  const bounds = max === Number.MAX_SAFE_INTEGER ? `${min} or more` : `${min} to ${max}`
  throw new HttpError(400, `${name}: Expected integer ${bounds}, received ${quote(text)}`)
}

/** Returns all values of a repeatable parameter. Throws a 400 if one is not in `allowed`. */
export function enumParams(query: URLSearchParams, name: string, allowed: readonly string[]): string[] {
  const values = query.getAll(name)
  const invalid = values.find((value) => !allowed.includes(value))
  if (invalid === undefined) return values
  const expected = allowed.map((value) => `'${value}'`).join(' | ')
  throw new HttpError(400, `${name}: Expected ${expected}, received ${quote(invalid)}`)
}

/**
 * Returns an ISO 8601 time as Unix ms, or undefined if the parameter is missing. A time without an offset is UTC.
 * Throws a 400 if it is invalid.
 */
export function timeParam(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  const iso = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.exec(text)
  const time = iso ? Date.parse(iso[1] && !iso[4] ? `${text}Z` : text) : Number.NaN
  if (!Number.isNaN(time)) return time
  throw new HttpError(400, `${name}: Expected ISO-8601 date, received ${quote(text)}`)
}

/** Returns all values of a parameter that may be repeated or comma-separated. */
export function listParam(query: URLSearchParams, name: string): string[] {
  return query.getAll(name).flatMap((value) => value.split(','))
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 40))
}
