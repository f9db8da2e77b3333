import { mayBeBilledTwice } from '../../core/job/actions.ts'
import type { Job } from '../../core/job/job.ts'
import type { L10n } from './l10n.ts'

/** Says that generating the request of a job again may be billed twice. Returns undefined if it cannot be. */
export function billedTwiceText(job: Job, l10n: L10n): string | undefined {
  if (job.state !== 'unconfirmed' || !mayBeBilledTwice(job)) return undefined
  return l10n.t(
    'The first request may have reached the service, although no response came back. You may be billed twice.',
  )
}
