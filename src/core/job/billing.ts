import type { ErrorCode, ErrorDetail } from '../errorDetail.ts'
import type { Job } from './job.ts'

/** Whether the service billed a job, as far as it is known. */
export type BillingStatus =
  /** The service reported a charge. */
  | 'charged'
  /** The service did not accept the request, or rolled back the hold of a failed generation. */
  | 'notCharged'
  /** The sandbox generated or generates the video. */
  | 'free'
  /** The service may have accepted the request, or the charge is not known yet. */
  | 'unknown'

/**
 * The billing status of a job. Source: API.md of the service, "Money": the service places a hold at submission, rolls it
 * back if the generation fails, and charges after `completed`.
 */
export function billingStatusOf(job: Job): BillingStatus {
  if (job.isFree) return 'free'
  if (job.creditsUsed !== undefined && job.creditsUsed > 0) return 'charged'
  if (job.state === 'failed') {
    if (job.generationId === undefined) return 'notCharged'
    const isReported = job.error !== undefined && REPORTED_AS_FAILED.has(job.error.code)
    return isReported || job.remoteStatus === 'error' ? 'notCharged' : 'unknown'
  }
  return job.state === 'completed' && job.creditsUsed === 0 ? 'notCharged' : 'unknown'
}

/**
 * Codes of failures that the service reported, and of generations in a sandbox that was stopped, which charges nothing.
 * The extension concluded the other failures.
 */
const REPORTED_AS_FAILED: ReadonlySet<ErrorCode> = new Set(['generationFailed', 'loggedAsFailed', 'sandboxStopped'])

/** Where to add credits to the account; undefined unless that would help and the page is known. */
export function billingUrlOf(error: ErrorDetail | undefined): string | undefined {
  return error?.code === 'outOfCredits' ? error.args.billingUrl : undefined
}
