import { MEDIA_TYPES } from './mediaTypes.ts'
import { mediaUrlIssue } from './mediaUrl.ts'
import type { Media } from './parameter.ts'
import type { MediaCheck } from './request.ts'

const SCHEME = /^[a-z][a-z0-9+.-]*:/i
const NOT_IN_PATH = /[\\\p{Cc}\u2028\u2029]/u
const NOT_FIRST = /^[\s/~]/u

/**
 * Returns whether a text of a request file is the path of a local video or image, relative to the folder of the file.
 * Folders are separated by `/` on every system. The path may still leave the folder, see `resolveMediaPath`.
 */
export function isMediaPath(media: Media, text: string): boolean {
  if (SCHEME.test(text) || NOT_FIRST.test(text) || NOT_IN_PATH.test(text)) return false
  return extensionOf(text) in MEDIA_TYPES[media]
}

/** Checks a value of a request file that must be a URL or the path of a local file. */
export const mediaPathOrUrlIssue: MediaCheck = (media, text) =>
  isMediaPath(media, text) ? undefined : mediaUrlIssue(media, text)

/**
 * Resolves a path relative to a folder. `folder` has the names of the folders from the root of the workspace folder.
 * Returns undefined if the path leaves the workspace folder.
 */
export function resolveMediaPath(folder: readonly string[], path: string): readonly string[] | undefined {
  const resolved = [...folder]
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue
    if (name !== '..') resolved.push(name)
    else if (resolved.pop() === undefined) return undefined
  }
  return resolved
}

/** The text without surrounding white space and control characters. Other control characters become line breaks. */
export function trimMediaText(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && /[\s\p{Cc}]/u.test(text.charAt(start))) start++
  while (end > start && /[\s\p{Cc}]/u.test(text.charAt(end - 1))) end--
  // A line break is reported. `normalizeText` would remove the character.
  return text.slice(start, end).replace(/\p{Cc}/gu, '\n')
}

/** Returns the regular expression of a JSON schema for what `mediaPathOrUrlIssue` accepts, and for URLs that cannot be parsed. */
export function mediaPattern(media: Media): string {
  const blank = '[\\s\\p{Cc}]*'
  const url = `${anyCase('http')}[sS]?:\\/\\/[^/\\\\\\s\\p{Cc}][^\\s\\p{Cc}]*`
  const parameters = `(?:;[a-zA-Z0-9.+\\-]+=[a-zA-Z0-9."%_!~*'()+\\-]+)*`
  const type = `${anyCase(media)}\\/[a-zA-Z0-9][a-zA-Z0-9.+\\-]*`
  // `parseDataUri` looks at the first 1,200 characters only.
  const data = `(?=[^,]{0,1199},)${anyCase('data')}:${type}${parameters};${anyCase('base64')},[a-zA-Z0-9+/]+={0,2}`
  const extensions = Object.keys(MEDIA_TYPES[media]).map(anyCase).join('|')
  const character = '[^\\\\\\p{Cc}\\u2028\\u2029]'
  const path = `(?![a-zA-Z][a-zA-Z0-9+.\\-]*:)(?![\\s/~])${character}*\\.(?:${extensions})`
  return `^${blank}(?:${url}|${data}|${path})${blank}$`
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).toLowerCase()
}

function anyCase(text: string): string {
  return [...text].map((letter) => (/[a-z]/.test(letter) ? `[${letter}${letter.toUpperCase()}]` : letter)).join('')
}
