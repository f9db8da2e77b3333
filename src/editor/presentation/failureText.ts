import type { ErrorDetail } from '../../core/errorDetail.ts'
import { errorDetail } from '../../core/errors.ts'
import { billingStatusOf } from '../../core/job/billing.ts'
import type { Job } from '../../core/job/job.ts'
import { billingText } from './billingText.ts'
import { errorText } from './errorText.ts'
import type { RenderContext } from './jobPresentation.ts'

/** After a 429 without a time. */
const DEFAULT_WAIT_MS = 60_000

/**
 * Why a failed or unconfirmed job has no video, whether it was billed, and what to do now. May contain outside text: pass it
 * through `core/text/sanitize.ts` before it is shown.
 */
export function failureText(job: Job, context: Pick<RenderContext, 'l10n' | 'locale' | 'now'>): string {
  const billing = billingStatusOf(job)
  const error = errorAt(job, context.now)
  return error ? errorText(error, context, billing) : billingText(billing, context.l10n)
}

/** The remaining time until a job that the rate limit rejected can be retried, in milliseconds; 0 if it can be now. */
export function retryWaitMs({ error, finishedAt }: Job, now: number): number {
  if (error?.code !== 'rateLimited' || finishedAt === undefined) return 0
  return Math.max(0, finishedAt + (error.args.retryAfterMs ?? DEFAULT_WAIT_MS) - now)
}

/** The stored error, with the time that remains instead of the time that the service returned. */
function errorAt(job: Job, now: number): ErrorDetail | undefined {
  const { error, finishedAt } = job
  if (error?.code !== 'rateLimited' || finishedAt === undefined) return error
  return errorDetail('rateLimited', { retryAfterMs: retryWaitMs(job, now) }, error.service)
}
