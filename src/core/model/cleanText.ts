/**
 * A text as it is sent: one kind of line break, no control characters (they come from a stray paste and break some
 * services), no half surrogate pairs, nothing blank at the ends. Everything else, markup included, is just text.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim()
}
