/** A video address in a text. */
export interface VideoUrlMatch {
  /** The address itself, without the escapes of the language around it. */
  readonly url: string
  /** Offsets in the text: where the address begins, and just after its end. */
  readonly start: number
  readonly end: number
}

/** No address longer than this is looked at; with it the work for one question is bounded, whatever the line. */
const MAX_URL_LENGTH = 2048
const MAX_RANGE_LENGTH = 8192
const MAX_STARTS = 64

/** `.gif` is left out: such a link is an image far more often than a clip. */
const EXTENSION = 'mp4|m4v|mov|webm|mkv|avi|ogv|mpe?g'
const VIDEO_PATH = new RegExp(`\\.(?:${EXTENSION})$`, 'i')
/** Writing systems without spaces go on right behind an address: `…/a.mp4を見て`. */
const EXTENSION_THEN_PROSE = new RegExp(`\\.(?:${EXTENSION})(?=[^\\x00-\\x7f])`, 'i')
/** `\/` is how some write JSON. */
const START = /https?:\\?\/\\?\//gi
/** Ends an address in every language: blanks, brackets of markup, quotes that an address never holds. */
const END = /[\s\p{Cc}<>"`{}|^\u00ab\u00bb\u2018-\u201f\u3001\u3002\u300c-\u300f\uff08\uff09\uff0c\uff1b]/u
const HTML_QUOTE = /^&(?:quot|lt|gt|apos|nbsp|#34|#39|#x22|#x27);/i
const TRAILING = /[.,;:!?'*_~\u2026\uff01\uff1a\uff1f]$/u

/**
 * Finds the http(s) address of a video that touches the range of a text: the cursor (`from` alone) or a selection.
 * Knows Markdown, HTML, string literals and prose by what surrounds the address, not by the language. In a range with
 * several, the first one.
 */
export function findVideoUrl(text: string, from: number, to = from): VideoUrlMatch | undefined {
  const last = Math.min(to, from + MAX_RANGE_LENGTH)
  const offset = Math.max(0, from - MAX_URL_LENGTH)
  const part = text.slice(offset, last + MAX_URL_LENGTH)
  const starts = [...part.matchAll(START)].map((match) => ({ at: match.index, length: match[0].length }))
  // The nearest ones before the cursor count most; a range is read from its front.
  const before = starts.filter((start) => start.at + offset <= from).slice(-MAX_STARTS)
  const inside = starts.filter((start) => start.at + offset > from && start.at + offset <= last).slice(0, MAX_STARTS)
  for (const start of [...before, ...inside]) {
    const end = endOf(part, start.at, start.length)
    if (end === undefined || end + offset < from) continue
    const found = readUrl(part.slice(start.at, end))
    if (!found || start.at + found.length + offset < from) continue
    return { url: found.url, start: start.at + offset, end: start.at + offset + found.length }
  }
  return undefined
}

/** Just after the address that begins at `start`; undefined when it is longer than any that is looked at. */
function endOf(text: string, start: number, schemeLength: number): number | undefined {
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
    // Brackets are for the address of a host only: `[label](…)`, `…mp4[label]`, `[… label]`.
    if ((char === '[' || char === ']') && !isHostBracket(text, start + schemeLength, at)) return at
    if ((char === ',' || char === ';') && /^https?:/i.test(text.slice(at + 1, at + 7))) return at
  }
  return text.length
}

function isHostBracket(text: string, hostStart: number, at: number): boolean {
  return text[hostStart] === '[' && !text.slice(hostStart, at).includes('/')
}

/** The address in `raw` and how much of `raw` it is; undefined when that is no video. */
function readUrl(raw: string): { readonly url: string; readonly length: number } | undefined {
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
