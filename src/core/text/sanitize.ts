/** Graphemes of outside text that a row, a message or a quick pick shows at most. */
const LABEL_LENGTH = 120

/** Marks on one letter beyond this pile up over the neighbouring rows. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu

/**
 * Format characters steer how text around them is laid out (bidi overrides, invisible tags), private ones are glyphs
 * of icon fonts. Joiners stay: emoji and several scripts are spelled with them.
 */
const STEERING = /[[\p{Cf}\p{Co}\p{Cn}\p{Cs}]--[\u200c\u200d]]/gv

/** Outside text as one bounded line without control or layout characters. It may still hold markup of any kind. */
export function toSingleLine(text: string, length = LABEL_LENGTH): string {
  const body = text.trim()
  const line = body
    .slice(0, length * 8)
    .toWellFormed()
    .replace(STEERING, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(STACKED_MARKS, '$1')
    .trim()
  const graphemes = [...new Intl.Segmenter().segment(line)]
  if (graphemes.length <= length && body.length <= length * 8) return line
  return `${graphemes
    .slice(0, length - 1)
    .map((g) => g.segment)
    .join('')
    .trimEnd()}…`
}

/**
 * Outside text for the places where the editor turns `[label](command:…)` into a link and `$(name)` into an icon:
 * notifications and quick picks. A word joiner, which nobody sees, takes both forms apart.
 */
export function sanitizeText(text: string, length = LABEL_LENGTH): string {
  return toSingleLine(text, length).replace(/([\]$])\(/g, '$1\u2060(')
}

/** Outside text for Markdown: shown as it is, never a link, an image, HTML or code. */
export function escapeMarkdown(text: string, length = LABEL_LENGTH): string {
  return toSingleLine(text, length).replace(/[!-/:-@[-`{-~]/g, '\\$&')
}
