import { sanitizeText, toSingleLine } from '../core/text/sanitize.ts'

/** Longer text is cut before it is processed. */
const MAX_INPUT_LENGTH = 2_500

/** Text from a server as one bounded line, without control characters, active links, icons, or the key. */
export function sanitizeServerText(text: string, key: string, maxLength = 300): string {
  // First remove invisible characters, which could hide the key.
  return sanitizeText(redact(toSingleLine(text, MAX_INPUT_LENGTH), key), maxLength)
}

/** Replaces every occurrence of the key. */
export function redact(text: string, key: string): string {
  return key === '' ? text : text.replaceAll(key, '***')
}
