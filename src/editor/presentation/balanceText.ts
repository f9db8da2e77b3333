import type { Balance } from '../../api/client.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import { usd } from './format.ts'
import type { DisplayLanguage } from './l10n.ts'

/** For example `Balance: $12.30`. */
export function balanceText({ amount, currency }: Balance, { l10n, locale }: DisplayLanguage): string {
  const text = currency === 'USD' ? usd(amount, locale) : `${amount.toFixed(2)} ${toSingleLine(currency, 10)}`
  return l10n.t('Balance: {0}', text)
}
