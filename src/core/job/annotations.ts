import { toSingleLine } from '../text/sanitize.ts'

/** What the user wrote about a generation. It is never sent to a service. */
export interface Annotations {
  /** Shown instead of the prompt. */
  readonly name: string | undefined
  readonly note: string | undefined
  /** Without duplicates, in the order in which they were added. */
  readonly tags: readonly string[]
  readonly isFavorite: boolean
}

/** Changes to annotations. A missing key leaves the value unchanged, and an empty text clears it. */
export interface AnnotationChange {
  readonly name?: string
  readonly note?: string
  readonly addTags?: readonly string[]
  readonly removeTags?: readonly string[]
  readonly isFavorite?: boolean
}

export const NO_ANNOTATIONS: Annotations = { name: undefined, note: undefined, tags: [], isFavorite: false }

/** In characters. */
export const MAX_NAME_LENGTH = 120
export const MAX_NOTE_LENGTH = 1000
export const MAX_TAG_LENGTH = 40
export const MAX_TAGS = 30

/** Returns a tag as one line without control characters and commas, which separate tags; undefined if nothing is left. */
export function normalizeTag(text: string): string | undefined {
  return normalizeLine(text.replaceAll(',', ' ').replace(/^[\s#]+/, ''), MAX_TAG_LENGTH)
}

/** Returns the tags of a text such as `dance, #rain`. */
export function parseTags(text: string): string[] {
  return uniqueTags(text.slice(0, MAX_TAGS * MAX_TAG_LENGTH * 2).split(','))
}

/** Returns the annotations after a change. */
export function annotate(before: Annotations, change: AnnotationChange): Annotations {
  const removed = new Set(change.removeTags?.map(tagKey))
  const kept = before.tags.filter((tag) => !removed.has(tagKey(tag)))
  return {
    name: change.name === undefined ? before.name : normalizeLine(change.name, MAX_NAME_LENGTH),
    note: change.note === undefined ? before.note : normalizeLine(change.note, MAX_NOTE_LENGTH),
    tags: uniqueTags([...kept, ...(change.addTags ?? [])]),
    isFavorite: change.isFavorite ?? before.isFavorite,
  }
}

/** Returns one line without control characters; undefined if nothing is left. */
function normalizeLine(text: string, length: number): string | undefined {
  // A grapheme can have any number of characters.
  return toSingleLine(text, length).slice(0, length).toWellFormed() || undefined
}

function uniqueTags(texts: readonly string[]): string[] {
  const tags = new Map<string, string>()
  for (const text of texts) {
    if (tags.size === MAX_TAGS) break
    const tag = normalizeTag(text)
    if (tag !== undefined && !tags.has(tagKey(tag))) tags.set(tagKey(tag), tag)
  }
  return [...tags.values()]
}

/** Tags that differ only in case are the same. */
function tagKey(tag: string): string {
  return tag.toLowerCase()
}
