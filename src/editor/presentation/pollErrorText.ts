import type { Job } from '../../core/job/job.ts'
import { errorText } from './errorText.ts'
import type { DisplayLanguage } from './l10n.ts'

/**
 * Why the last poll of a running job failed, or the error that the service returned with the status. Empty if there is none.
 * May contain outside text: pass it through `core/text/sanitize.ts` before it is shown.
 */
export function pollErrorText({ error }: Job, language: DisplayLanguage): string {
  if (error === undefined) return ''
  const text = errorText(error, language)
  if (error.code === 'unknownStatus') return text
  return `${language.l10n.t('Could not check the status. Trying again.')} ${text}`
}
