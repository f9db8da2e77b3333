import type { Batch } from '../../core/job/batch.ts'
import { sanitizeText, toSingleLine } from '../../core/text/sanitize.ts'

const QUOTE_LENGTH = 60

/** The name of a batch as a single line without control characters. */
export function batchTitle({ name, id }: Pick<Batch, 'name' | 'id'>): string {
  return toSingleLine(name) || id.slice(0, 8)
}

/** The title in quotation marks, like `quoteTitle`. */
export function quoteBatchTitle(batch: Pick<Batch, 'name' | 'id'>): string {
  return `“\u2068${sanitizeText(batchTitle(batch), QUOTE_LENGTH)}\u2069”`
}
