import { excerpt } from './excerpt.ts'
import type { Media } from './parameter.ts'

/** The contents of a `data:` URI. */
export interface DataUri {
  readonly mediaType: string
  /** The name of the local file that the URI was made from. Outside text: sanitize before showing. */
  readonly fileName?: string
  /** Size after decoding. */
  readonly sizeBytes: number
}

/** Why the service cannot use the URL of a video or image. `text` is an excerpt of the URL. */
export type MediaUrlIssue =
  | { readonly code: 'filePath' }
  /** `scheme` has no colon. */
  | { readonly code: 'unsupportedScheme'; readonly scheme: string }
  | { readonly code: 'whitespace' }
  | { readonly code: 'noHttpScheme'; readonly text: string }
  | { readonly code: 'malformed'; readonly text: string }
  /** A `data:` URI of another media type. */
  | { readonly code: 'wrongMediaType' }
  | { readonly code: 'emptyData' }
  | { readonly code: 'notBase64' }

const SPACE_OR_CONTROL = /[\s\p{Cc}]/u
const DATA_HEAD =
  /^data:([a-z0-9][a-z0-9.+-]*\/[a-z0-9][a-z0-9.+-]*)((?:;[a-z0-9.+-]+=[a-z0-9."%_!~*'()+-]+)*);base64,/i
const NAME_PARAMETER = /;name=([^;,]*)/i
/** Keeps the regular expressions from scanning megabytes. Longer than any head with a name of `MAX_NAME_LENGTH`. */
const MAX_DATA_HEAD_LENGTH = 1200
const MAX_NAME_LENGTH = 80

/** Reads the media type and size of a Base64 `data:` URI without decoding it. Returns undefined for other text. */
export function parseDataUri(text: string): DataUri | undefined {
  const head = DATA_HEAD.exec(text.slice(0, MAX_DATA_HEAD_LENGTH))
  if (!head?.[1]) return undefined
  const length = text.length - head[0].length
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const sizeBytes = Math.max(0, Math.floor((length * 3) / 4) - padding)
  const fileName = decodeName(NAME_PARAMETER.exec(head[0])?.[1])
  return { mediaType: head[1].toLowerCase(), sizeBytes, ...(fileName === undefined ? {} : { fileName }) }
}

/**
 * Makes the `data:` URI of a local file. It has the file's name in a parameter of the media type, so that the name stays
 * with the value in drafts, in the store and in exports. `toRequestBody` removes the parameter before the request is sent.
 */
export function toDataUri(mediaType: string, fileName: string, base64: string): string {
  const name = fileName === '' ? '' : `;name=${encodeURIComponent(shortenName(fileName))}`
  return `data:${mediaType}${name};base64,${base64}`
}

/** Removes the name of the local file from a `data:` URI. Returns other text unchanged. */
export function removeFileName(text: string): string {
  const head = DATA_HEAD.exec(text.slice(0, MAX_DATA_HEAD_LENGTH))?.[0]
  return head === undefined ? text : head.replace(NAME_PARAMETER, '') + text.slice(head.length)
}

/** Keeps the start and the extension. */
function shortenName(name: string): string {
  const short = name.length > MAX_NAME_LENGTH ? `${name.slice(0, MAX_NAME_LENGTH - 11)}…${name.slice(-10)}` : name
  return short.toWellFormed()
}

function decodeName(encoded: string | undefined): string | undefined {
  try {
    return encoded === undefined ? undefined : decodeURIComponent(encoded)
  } catch {
    return undefined
  }
}

/** Checks the URL of a video or image. Returns undefined if the service can use it. Does not trim `text`. */
export function mediaUrlIssue(media: Media, text: string): MediaUrlIssue | undefined {
  if (/^data:/i.test(text)) return dataUriIssue(media, text)
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text.slice(0, 60))?.[1]?.toLowerCase()
  if (scheme === 'file' || /^(?:[a-z]:[\\/]|[/~\\])/i.test(text)) return { code: 'filePath' }
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https' && !looksLikeHostAndPort(text)) {
    return { code: 'unsupportedScheme', scheme }
  }
  if (SPACE_OR_CONTROL.test(text)) return { code: 'whitespace' }
  if (!/^https?:\/\/[^/\\]/i.test(text)) return { code: 'noHttpScheme', text: excerpt(text) }
  return URL.canParse(text) ? undefined : { code: 'malformed', text: excerpt(text) }
}

function dataUriIssue(media: Media, text: string): MediaUrlIssue | undefined {
  if (!parseDataUri(text)?.mediaType.startsWith(`${media}/`)) return { code: 'wrongMediaType' }
  const body = text.slice(text.indexOf(',') + 1)
  if (body === '') return { code: 'emptyData' }
  return /^[a-z0-9+/]+={0,2}$/i.test(body) ? undefined : { code: 'notBase64' }
}

/** Whether `example.com:` in `example.com:8080/a.mp4` is a host and not a scheme. */
function looksLikeHostAndPort(text: string): boolean {
  return /^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+):\d+/i.test(text.slice(0, 300))
}
