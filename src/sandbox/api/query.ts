import { Refusal } from '../http/reply.ts'

/** A whole number from the query, within bounds. Throws a 400 naming it. */
export function integerParam(query: URLSearchParams, name: string, min: number, max: number, fallback: number): number {
  const text = query.get(name)
  if (text === null) return fallback
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= min && value <= max) return value
  const upTo = max === Number.MAX_SAFE_INTEGER ? ' or more' : ` to ${max}`
  throw new Refusal(400, `${name}: Expected integer ${min}${upTo}, received ${JSON.stringify(text.slice(0, 40))}`)
}

/** All values of a repeatable parameter with few possible words. Throws a 400 for any other word. */
export function choiceParams(query: URLSearchParams, name: string, of: readonly string[]): string[] {
  const values = query.getAll(name)
  for (const value of values) {
    if (of.includes(value)) continue
    const words = of.map((one) => `'${one}'`).join(' | ')
    throw new Refusal(400, `${name}: Expected ${words}, received ${JSON.stringify(value.slice(0, 40))}`)
  }
  return values
}

/** An ISO-8601 moment as Unix ms; without an offset it is UTC. Undefined when it is not there. Throws a 400. */
export function timeParam(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  const iso = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.exec(text)
  const time = iso ? Date.parse(iso[1] && !iso[4] ? `${text}Z` : text) : Number.NaN
  if (!Number.isNaN(time)) return time
  throw new Refusal(400, `${name}: Expected ISO-8601 date, received ${JSON.stringify(text.slice(0, 40))}`)
}
