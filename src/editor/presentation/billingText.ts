import type { BillingStatus } from '../../core/job/billing.ts'
import type { Job } from '../../core/job/job.ts'
import type { L10n } from './l10n.ts'

/** The sentence about billing for a failed or unconfirmed generation. */
export function billingText(status: BillingStatus, l10n: L10n): string {
  switch (status) {
    case 'charged':
      return l10n.t('The service reported a charge.')
    case 'notCharged':
      return l10n.t('Nothing was charged.')
    case 'free':
      return l10n.t('The sandbox is free.')
    case 'unknown':
      return l10n.t('It may have been charged.')
  }
}

/** What a generation that is not tracked may still do. */
export function untrackedText(job: Job, l10n: L10n): string {
  return job.isFree
    ? l10n.t('The sandbox may still complete this generation.')
    : l10n.t('The service may still complete and bill this generation.')
}
