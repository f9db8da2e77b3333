/** A video URL found in a text. */
export interface VideoUrlMatch {
  /** The URL without the escapes of the surrounding language. */
  readonly url: string
  /** Offsets of the URL in the text; `end` is exclusive. */
  readonly start: number
  readonly end: number
}

// Limits that keep a search fast on a very long line. A longer URL is not found.
const MAX_URL_LENGTH = 2048
const MAX_RANGE_LENGTH = 8192
const MAX_STARTS = 64

/** Without `gif`, which is usually an image. */
const EXTENSION = 'mp4|m4v|mov|webm|mkv|avi|ogv|mpe?g'
const VIDEO_PATH = new RegExp(`\\.(?:${EXTENSION})$`, 'i')
/** Scripts without spaces continue directly after a URL: `…/a.mp4を見て`. */
const EXTENSION_THEN_PROSE = new RegExp(`\\.(?:${EXTENSION})(?=[^\\x00-\\x7f])`, 'i')
/** Matches `\/` too, which some JSON encoders write. */
const START = /https?:\\?\/\\?\//gi
/** Characters that end a URL in any language: whitespace, markup brackets, and quotes. */
const END = /[\s\p{Cc}<>"`{}|^\u00ab\u00bb\u2018-\u201f\u3001\u3002\u300c-\u300f\uff08\uff09\uff0c\uff1b]/u
const HTML_QUOTE = /^&(?:quot|lt|gt|apos|nbsp|#34|#39|#x22|#x27);/i
const TRAILING = /[.,;:!?'*_~\u2026\uff01\uff1a\uff1f]$/u

/**
 * Finds the http or https URL of a video that overlaps a range of a text: the cursor (only `from`) or a selection. Works
 * in Markdown, HTML, string literals and prose, whatever the language. Returns the first one if there are several.
 */
export function findVideoUrl(text: string, from: number, to = from): VideoUrlMatch | undefined {
  const last = Math.min(to, from + MAX_RANGE_LENGTH)
  const offset = Math.max(0, from - MAX_URL_LENGTH)
  const part = text.slice(offset, last + MAX_URL_LENGTH)
  const starts = [...part.matchAll(START)].map((match) => ({ at: match.index, length: match[0].length }))
  // Keep the URLs closest to the cursor, and the first ones of a selection.
  const before = starts.filter((start) => start.at + offset <= from).slice(-MAX_STARTS)
  const within = starts.filter((start) => start.at + offset > from && start.at + offset <= last).slice(0, MAX_STARTS)
  for (const start of [...before, ...within]) {
    const end = findEnd(part, start.at, start.length)
    if (end === undefined || end + offset < from) continue
    const found = parseUrl(part.slice(start.at, end))
    if (!found || start.at + found.length + offset < from) continue
    return { url: found.url, start: start.at + offset, end: start.at + offset + found.length }
  }
  return undefined
}

/**
 * Returns the URL of a selected text: a video URL in it, or the whole text if it is an http or https URL without a file
 * name extension, such as a signed one. A terminal breaks a long URL into lines.
 */
export function urlInText(selected: string): string | undefined {
  const text = selected
    .slice(0, MAX_RANGE_LENGTH)
    .replace(/[\r\n]+/g, '')
    .trim()
  const found = findVideoUrl(text, 0, text.length)
  if (found) return found.url
  const url = unescapeUrl(text.replace(/^["'<(`]+|[>"')`;,.]+$/g, ''))
  return url.length <= MAX_URL_LENGTH && /^https?:\/\/[^\s]+$/i.test(url) && URL.canParse(url) ? url : undefined
}

/** Finds all video URLs of a line, in their order. */
export function findVideoUrls(line: string): VideoUrlMatch[] {
  const found: VideoUrlMatch[] = []
  for (const { index } of [...line.matchAll(START)].slice(0, MAX_STARTS)) {
    if (index < (found.at(-1)?.end ?? 0)) continue
    const match = findVideoUrl(line, index, index + 1)
    if (match?.start === index) found.push(match)
  }
  return found
}

/** Returns the offset after the URL that starts at `start`, or undefined if the URL is too long. */
function findEnd(text: string, start: number, schemeLength: number): number | undefined {
  const quote = text[start - 1] === "'" ? "'" : undefined
  const limit = start + MAX_URL_LENGTH
  let depth = 0
  for (let at = start + schemeLength; at < text.length; at++) {
    if (at >= limit) return undefined
    const char = text.charAt(at)
    if (char === quote || END.test(char)) return at
    if (char === '\\' && text[at + 1] !== '/' && !text.startsWith('u0026', at + 1)) return at
    if (char === '&' && HTML_QUOTE.test(text.slice(at, at + 8))) return at
    if (char === '(') depth++
    if (char === ')' && --depth < 0) return at
    // Square brackets belong to an IPv6 host only, not to `[label](…)`, `…mp4[label]` or `[… label]`.
    if ((char === '[' || char === ']') && !isHostBracket(text, start + schemeLength, at)) return at
    if ((char === ',' || char === ';') && /^https?:/i.test(text.slice(at + 1, at + 7))) return at
  }
  return text.length
}

function isHostBracket(text: string, hostStart: number, at: number): boolean {
  return text[hostStart] === '[' && !text.slice(hostStart, at).includes('/')
}

/** Returns the URL at the start of `raw` and its length in `raw`, or undefined if it is not a video. */
function parseUrl(raw: string): { readonly url: string; readonly length: number } | undefined {
  const prose = EXTENSION_THEN_PROSE.exec(raw)
  const candidates = prose ? [raw, raw.slice(0, prose.index + prose[0].length)] : [raw]
  for (const candidate of candidates) {
    let length = candidate.length
    while (length > 0 && TRAILING.test(candidate.charAt(length - 1))) length--
    const url = unescapeUrl(candidate.slice(0, length))
    if (URL.canParse(url) && VIDEO_PATH.test(new URL(url).pathname)) return { url, length }
  }
  return undefined
}

function unescapeUrl(text: string): string {
  return text
    .replaceAll('\\/', '/')
    .replaceAll('\\u0026', '&')
    .replace(/&(?:amp|#38|#x26);/gi, '&')
}
