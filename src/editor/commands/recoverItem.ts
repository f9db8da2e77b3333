import { sanitizeText } from '../../core/text/sanitize.ts'
import type { AccountGeneration } from '../../jobs/ports.ts'
import { ago, cost } from '../presentation/format.ts'
import type { DisplayLanguage } from '../presentation/l10n.ts'

/** What a quick pick shows of a generation of the account. */
export interface RecoverItem {
  readonly label: string
  readonly description: string
  readonly detail: string
  /** Chosen from the start: made, paid, and not here. */
  readonly picked: boolean
  readonly generation: AccountGeneration
}

/** The generation as a quick pick shows it. `now` is in Unix milliseconds. */
export function recoverItemOf(
  generation: AccountGeneration,
  around: DisplayLanguage & { readonly now: number },
): RecoverItem {
  const { row, known } = generation
  const { l10n, now } = around
  const date = new Intl.DateTimeFormat(around.locale, { dateStyle: 'medium', timeStyle: 'short' })
  const failed = row.status === 'failed'
  const facts = [
    failed ? l10n.t('failed') : cost(row.costCredits, l10n),
    ago(now - row.createdAt, around),
    ...(known ? [l10n.t('already in the list')] : []),
  ]
  return {
    label: `$(${failed ? 'error' : known ? 'check' : 'cloud-download'}) ${date.format(row.createdAt)}`,
    description: facts.join(' · '),
    detail: `${sanitizeText(row.origin, 30)} · ${sanitizeText(row.inferenceId, 100)}`,
    picked: !known && !failed,
    generation,
  }
}
