import type * as z from 'zod'
import type { UnreadableCause } from '../core/errorDetail.ts'
import { hasTooManyParts } from '../core/text/jsonParts.ts'
import { parseJson } from '../core/text/parseJson.ts'

export type ParsedBody<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly cause: UnreadableCause }

/** Parses the body of a 2xx response. */
export function parseBody<T>(text: string, schema: z.ZodType<T>): ParsedBody<T> {
  // A valid response of several megabytes consists of one long string.
  if (hasTooManyParts(text)) return { ok: false, cause: 'tooLarge' }
  const body = parseJson(text)
  if (body === undefined) {
    const trimmed = text.trim()
    return { ok: false, cause: trimmed === '' ? 'empty' : trimmed.startsWith('<') ? 'html' : 'notJson' }
  }
  const parsed = schema.safeParse(body)
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, cause: 'wrongTypes' }
}
