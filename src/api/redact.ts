/** What replaces the key. */
export const REDACTED = '***'

/** Shorter keys could be part of ordinary words: removing them would damage the response. */
const MIN_KEY_LENGTH = 8

/** Without any of these characters, a text cannot contain an escaped key. */
const MAY_HAVE_ESCAPES = /[^\x20-\x24\x27-\x5b\x5d-\x7e\t\r\n]/

/** Invisible characters, as they are or escaped as in JSON. Bounded, because a server chooses the text. */
const INVISIBLE = String.raw`(?:[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}]|\\{1,8}u(?:00[01][\da-f]|00ad|200[b-f]|202[a-e]|206[\da-f]|feff)){0,16}`

/** Removes the API key from a text. */
export type Redact = (text: string) => string

/**
 * Returns a function that replaces every occurrence of the key in the text of a server: in any case, percent-encoded,
 * escaped as in JSON or HTML, and with invisible characters inside. JSON stays valid. Changes nothing without a key.
 */
export function createRedact(key: string | undefined): Redact {
  if (key === undefined || key.length < MIN_KEY_LENGTH) return (text) => text
  const plain = new RegExp([...key].map(plainForm).join(''), 'gi')
  const escaped = new RegExp([...key].map(anyForm).join(INVISIBLE), 'giu')
  // A video in a response has 100 MB without an escape. The simple pattern is many times faster.
  return (text) => text.replace(MAY_HAVE_ESCAPES.test(text) ? escaped : plain, REDACTED)
}

function plainForm(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16)}`
}

/** A pattern for all forms of a character. The backslashes before it belong to an escape: JSON may be nested in JSON. */
function anyForm(character: string): string {
  const code = character.charCodeAt(0)
  const hex = code.toString(16)
  return String.raw`(?:\\{0,8}\x${hex}|%(?:25){0,4}${hex}|\\{1,8}u00${hex}|&#(?:0{0,8}${code}|x0{0,8}${hex});)`
}
