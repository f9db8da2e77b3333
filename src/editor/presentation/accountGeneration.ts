import { sanitizeText } from '../../core/text/sanitize.ts'
import type { AccountGeneration } from '../../jobs/jobActions.ts'
import { ago, cost } from './format.ts'
import type { RenderContext } from './jobPresentation.ts'

/** A quick pick item for a generation of the account. */
export interface AccountGenerationItem {
  readonly label: string
  readonly description: string
  readonly detail: string
  /** Selected initially: a successful generation that is not in the list. */
  readonly picked: boolean
  readonly generation: AccountGeneration
}

export function presentAccountGeneration(
  generation: AccountGeneration,
  context: Pick<RenderContext, 'l10n' | 'locale' | 'now'> & { readonly isFree?: boolean },
): AccountGenerationItem {
  const { row, known } = generation
  const { l10n, locale, now } = context
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const failed = row.status === 'failed'
  const facts = [
    failed ? l10n.t('failed') : context.isFree ? l10n.t('free') : cost(row.costCredits, l10n),
    ago(now - row.createdAt, context),
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
