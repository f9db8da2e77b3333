import { truncate } from '../text/truncate.ts'
import { normalizeText } from './normalizeText.ts'

/** Shortens a value that is not valid, so that an issue can be logged and shown whatever its size. */
export function excerpt(text: string): string {
  // Sliced first, because a data: URI can have megabytes.
  return truncate(normalizeText(text.slice(0, 200)), 40)
}
