import type { Job } from '../../core/job/job.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import type { L10n } from './l10n.ts'
import { formatTitle } from './title.ts'

const MAX_LENGTH = 40
const WORD_JOINER = '\u2060'

/** The title of a preview's tab: the title of the job as one segment of a path. */
export function previewLabel(job: Job, l10n: L10n): string {
  // Characters that look like slashes.
  const segment = toSingleLine(formatTitle(job, l10n), MAX_LENGTH).replaceAll('/', '\u2215').replaceAll('\\', '\u2216')
  // `.` and `..` mean folders.
  return /^\.+$/.test(segment) ? WORD_JOINER + segment : segment
}
