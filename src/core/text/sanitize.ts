/** Default length of a sanitized text in a row, a message or a quick pick, in graphemes. */
const MAX_LENGTH = 120

/** More combining marks on a letter than this overlap the lines above and below. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu

/**
 * Format characters that change the layout of the surrounding text (such as bidirectional overrides), invisible tags,
 * and private-use characters, which icon fonts draw as icons. Zero-width joiners are kept: emoji and several scripts
 * need them.
 */
const LAYOUT_CHARACTERS = /[[\p{Cf}\p{Co}\p{Cn}\p{Cs}]--[\u200c\u200d]]/gv

/** Removes control and layout characters and line breaks, and truncates to `length` graphemes. Keeps markup. */
export function toSingleLine(text: string, length = MAX_LENGTH): string {
  const trimmed = text.trim()
  const line = trimmed
    .slice(0, length * 8)
    .toWellFormed()
    .replace(LAYOUT_CHARACTERS, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(STACKED_MARKS, '$1')
    .trim()
  const graphemes = [...new Intl.Segmenter().segment(line)]
  if (graphemes.length <= length && trimmed.length <= length * 8) return line
  return `${graphemes
    .slice(0, length - 1)
    .map(({ segment }) => segment)
    .join('')
    .trimEnd()}…`
}

/**
 * Sanitizes untrusted text for notifications and quick picks, where the editor renders `[label](command:…)` as a link
 * and `$(name)` as an icon. Inserts an invisible word joiner, so that the text looks the same but is not rendered.
 */
export function sanitizeText(text: string, length = MAX_LENGTH): string {
  return toSingleLine(text, length).replace(/([\]$])\(/g, '$1\u2060(')
}

/** Escapes untrusted text for Markdown. It is shown literally: no links, images, HTML or code. */
export function escapeMarkdown(text: string, length = MAX_LENGTH): string {
  return toSingleLine(text, length).replace(/[!-/:-@[-`{-~]/g, '\\$&')
}
