import type { TextParameter } from '../../core/model/parameter.ts'
import { truncate } from '../../core/text/truncate.ts'
import type { L10n } from './l10n.ts'
import { emptyTextLabel } from './requestSummary.ts'

/** How the user sets a text that the service accepts empty. */
export interface TextChoice {
  readonly kind: 'useDefault' | 'useEmpty' | 'enter'
  readonly label: string
  /** One line, not escaped. */
  readonly description: string
  readonly isCurrent: boolean
}

const DESCRIPTION_LENGTH = 60

/**
 * Returns the three choices: the default, which is not sent; an empty text, which turns the default off; and a text of the
 * user's own. `pending` is text that the user typed and did not accept.
 */
export function textChoices(
  parameter: TextParameter,
  value: unknown,
  pending: string | undefined,
  l10n: L10n,
): readonly TextChoice[] {
  const text = typeof value === 'string' ? value : ''
  const kind = value === undefined ? 'useDefault' : text === '' ? 'useEmpty' : 'enter'
  const choices = [
    { kind: 'useDefault', label: l10n.t('Default'), description: parameter.default ?? '' },
    { kind: 'useEmpty', label: emptyTextLabel(l10n), description: l10n.t('turns the default off') },
    { kind: 'enter', label: l10n.t('Enter Text…'), description: pending ?? text },
  ] as const
  return choices.map((choice) => ({
    ...choice,
    description: truncate(choice.description, DESCRIPTION_LENGTH),
    isCurrent: choice.kind === kind,
  }))
}
