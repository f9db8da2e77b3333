import type { StoreRepair } from '../../jobs/store/corruptFile.ts'
import type { L10n } from '../presentation/l10n.ts'

/** What happened to the list of generations, and where the damaged file is. */
export function repairText({ recovered, lost, backup }: StoreRepair, l10n: L10n): string {
  return [recoveredText(recovered, lost, l10n), l10n.t('The damaged file was kept as {0}.', backup)].join(' ')
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
