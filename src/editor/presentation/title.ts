import type { Job } from '../../core/job/job.ts'
import { sanitizeText, toSingleLine } from '../../core/text/sanitize.ts'
import type { L10n } from './l10n.ts'

const ID_LENGTH = 8
const QUOTE_LENGTH = 60

/** The prompt as a single line without control characters, or the ID of a generation whose prompt is unknown. */
export function formatTitle(job: Job, l10n: L10n): string {
  const prompt = toSingleLine(job.prompt)
  if (prompt !== '') return prompt
  const id = toSingleLine(job.generationId ?? job.id, 40).split(':')[0] ?? ''
  return l10n.t('Generation {0}', id.slice(0, ID_LENGTH))
}

/**
 * The title in quotation marks, safe in a notification or dialog. Isolated, so that a right-to-left prompt does not
 * reorder the sentence around it.
 */
export function quoteTitle(job: Job, l10n: L10n): string {
  return `“\u2068${sanitizeText(formatTitle(job, l10n), QUOTE_LENGTH)}\u2069”`
}
