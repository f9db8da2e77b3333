import type * as z from 'zod'
import type { UnreadableCause } from '../core/errorDetail.ts'

export type ParsedBody<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly cause: UnreadableCause }

/** Far more than a page of logs has. */
const MAX_JSON_PARTS = 200_000

/** Parses the body of a 2xx response. */
export function parseBody<T>(text: string, schema: z.ZodType<T>): ParsedBody<T> {
  // A few characters can become many objects. A valid response of several megabytes consists of one long string.
  if (hasMoreParts(text, MAX_JSON_PARTS)) return { ok: false, cause: 'tooLarge' }
  const body = parseJson(text)
  if (body === undefined) {
    const trimmed = text.trim()
    return { ok: false, cause: trimmed === '' ? 'empty' : trimmed.startsWith('<') ? 'html' : 'notJson' }
  }
  const parsed = schema.safeParse(body)
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, cause: 'wrongTypes' }
}

/** Whether a JSON text has more than `max` objects, arrays and separators. Fast for Base64, which contains none. */
function hasMoreParts(text: string, max: number): boolean {
  let rest = max
  for (const mark of '{[,') {
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) if (--rest < 0) return true
  }
  return false
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
