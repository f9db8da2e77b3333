import type { BillingStatus } from '../../core/job/billing.ts'
import type { L10n } from './l10n.ts'

/** The sentence about billing for a failed or unconfirmed generation. */
export function billingText(status: BillingStatus, l10n: L10n): string {
  switch (status) {
    case 'charged':
      return l10n.t('The service reported a charge.')
    case 'notCharged':
      return l10n.t('Nothing was charged.')
    case 'unknown':
      return l10n.t('It may have been charged.')
  }
}
