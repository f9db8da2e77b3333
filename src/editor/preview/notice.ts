import type { ErrorDetail } from '../../core/errorDetail.ts'
import type { Job } from '../../core/job/job.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import type { PreviewMainArea } from '../../protocol/preview.ts'
import { errorText } from '../presentation/errorText.ts'
import { failureText } from '../presentation/failureText.ts'
import type { JobPresentation } from '../presentation/jobPresentation.ts'
import type { DisplayLanguage } from '../presentation/l10n.ts'

const MAX_ERROR_LENGTH = 2_000
/** In characters, for the detail of a progress. */
export const MAX_DETAIL_LENGTH = 350

type NoticeStyle = Pick<JobPresentation, 'icon' | 'tone'>

/** A main area with the icon of the job's state, and text, for a job without a video. */
export function notice({ icon, tone }: NoticeStyle, title: string, paragraphs: string[]): PreviewMainArea {
  return { kind: 'notice', icon: icon.id, tone, title, paragraphs }
}

/** The error as the first paragraph of a notice, if there is one. */
export function errorParagraphs(error: ErrorDetail | undefined, language: DisplayLanguage): string[] {
  return error ? [toSingleLine(errorText(error, language), MAX_ERROR_LENGTH)] : []
}

/** Why the job has no video, and whether it was billed. */
export function failureParagraph(job: Job, language: DisplayLanguage): string {
  return toSingleLine(failureText(job, { ...language, now: Date.now() }), MAX_ERROR_LENGTH)
}

/** A sentence with the error, if there is one, for the detail of a progress. */
export function withError(sentence: string, error: ErrorDetail | undefined, language: DisplayLanguage): string {
  return error ? `${sentence} ${toSingleLine(errorText(error, language), MAX_DETAIL_LENGTH)}` : sentence
}

/** Shortens outside text to the limits of `protocol/preview.ts`. */
export function truncate(text: string, maxLength: number): string {
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text
}
