import { estimateError } from '../../core/job/estimateError.ts'
import type { Job } from '../../core/job/job.ts'
import { usd } from './format.ts'
import type { DisplayLanguage } from './l10n.ts'

/** How the charge of a job differs from its estimate; undefined if it does not, or one of them is not known. */
export function estimateDifference(job: Job, { l10n, locale }: DisplayLanguage): string | undefined {
  const error = estimateError(job)
  if (!error) return undefined
  const amount = usd(Math.abs(error), locale)
  return error > 0 ? l10n.t('{0} more than estimated', amount) : l10n.t('{0} less than estimated', amount)
}
