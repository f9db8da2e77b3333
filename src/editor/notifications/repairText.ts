import type { StoreRepair } from '../../jobs/store/corruptFile.ts'
import type { L10n } from '../presentation/l10n.ts'

/** What happened to the list of generations, and where the damaged file is. */
export function repairText({ recovered, lost, lostRequests, backup }: StoreRepair, l10n: L10n): string {
  return [
    recoveredText(recovered, lost, l10n),
    requestsText(lostRequests, l10n),
    l10n.t('The damaged file was kept as {0}.', backup),
  ]
    .filter(Boolean)
    .join(' ')
}

function requestsText(lost: number | undefined, l10n: L10n): string {
  if (lost === 0) return ''
  if (lost === undefined) return l10n.t('Requests of batches that were not sent yet may be missing.')
  if (lost === 1) return l10n.t('One request of a batch was lost before it was sent.')
  return l10n.t('{0} requests of batches were lost before they were sent.', lost)
}

function recoveredText(recovered: number, lost: number | undefined, l10n: L10n): string {
  if (lost === 0) return l10n.t('The list of generations was damaged. All {0} generations were recovered.', recovered)
  if (lost === undefined) {
    return l10n.t(
      'The list of generations was damaged. {0} generations were recovered. Others may be missing.',
      recovered,
    )
  }
  return l10n.t(
    'The list of generations was damaged. {0} generations were recovered, and {1} were lost.',
    recovered,
    lost,
  )
}
