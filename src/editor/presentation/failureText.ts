import { billingStatusOf } from '../../core/job/billing.ts'
import type { Job } from '../../core/job/job.ts'
import { billingText } from './billingText.ts'
import { errorText } from './errorText.ts'
import type { DisplayLanguage } from './l10n.ts'

/**
 * Why a failed or unconfirmed job has no video, whether it was billed, and what to do. May contain outside text: pass it
 * through `core/text/sanitize.ts` before it is shown.
 */
export function failureText(job: Job, language: DisplayLanguage): string {
  const billing = billingStatusOf(job)
  return job.error ? errorText(job.error, language, billing) : billingText(billing, language.l10n)
}
