import type { Media } from './parameter.ts'
import { shorten } from './validationMessages.ts'

/** What a `data:` URI holds. */
export interface DataUri {
  readonly mediaType: string
  /** Bytes once decoded. */
  readonly sizeBytes: number
}

const SPACE_OR_CONTROL = /[\s\p{Cc}]/u
const DATA_HEAD = /^data:([a-z0-9][a-z0-9.+-]*\/[a-z0-9][a-z0-9.+-]*)((?:;[a-z0-9.+-]+=[a-z0-9."+-]+)*);base64,/i

/** Reads the head of a base64 `data:` URI and counts its bytes, without decoding it. */
export function parseDataUri(text: string): DataUri | undefined {
  // A head is short; the cut keeps the expression from walking through megabytes.
  const head = DATA_HEAD.exec(text.slice(0, 300))
  if (!head?.[1]) return undefined
  const length = text.length - head[0].length
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  return { mediaType: head[1].toLowerCase(), sizeBytes: Math.max(0, Math.floor((length * 3) / 4) - padding) }
}

/**
 * What is wrong with the address of a video or image, as the rest of a sentence that the parameter's label begins;
 * undefined when the service can be given it. `text` is taken as it is: trim it first.
 */
export function mediaUrlIssue(media: Media, text: string): string | undefined {
  if (/^data:/i.test(text)) return dataUriFault(media, text)
  const wanted = `must be an http(s) address or a data: URI of ${media === 'image' ? 'an image' : 'a video'}`
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text.slice(0, 60))?.[1]?.toLowerCase()
  if (scheme === 'file' || /^(?:[a-z]:[\\/]|[/~\\])/i.test(text)) {
    return `${wanted}, not a path on this machine.`
  }
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https' && !looksLikeHostAndPort(text)) {
    return `${wanted}, not ${scheme}:.`
  }
  if (SPACE_OR_CONTROL.test(text)) return 'must be one address without spaces or line breaks; write %20 for a space.'
  if (!/^https?:\/\/[^/\\]/i.test(text)) return `${wanted}; “${shorten(text)}” does not begin with https://.`
  if (!URL.canParse(text)) return `${wanted}; “${shorten(text)}” is not a valid one.`
  return undefined
}

function dataUriFault(media: Media, text: string): string | undefined {
  const data = parseDataUri(text)
  if (!data?.mediaType.startsWith(`${media}/`)) {
    return `is a data: URI, but not of ${media === 'image' ? 'an image' : 'a video'}: it must begin with data:${media}/…;base64,`
  }
  const body = text.slice(text.indexOf(',') + 1)
  if (body === '') return 'is a data: URI without any data.'
  return /^[a-z0-9+/]+={0,2}$/i.test(body) ? undefined : 'is a data: URI whose data is not base64.'
}

/** `example.com:8080/a.mp4` reads like a scheme, but is an address whose https:// was forgotten. */
function looksLikeHostAndPort(text: string): boolean {
  return /^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+):\d+/i.test(text.slice(0, 300))
}
