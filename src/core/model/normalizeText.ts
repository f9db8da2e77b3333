/**
 * Returns the text as it is sent: line breaks as `\n`, no control characters (they come from pasting and break some
 * services), no unpaired surrogates, no leading or trailing whitespace. Markup is kept: it is plain text here.
 */
export function normalizeText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim()
}
