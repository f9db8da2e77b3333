import { l10n } from 'vscode'
import { requestWarnings } from '../../core/model/requestWarnings.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { warningMessage } from '../presentation/warningMessages.ts'
import type { Draft } from './draft.ts'

/** The warnings about one parameter of the draft if it had `value`, as sentences that are safe in a quick pick. */
export function warningTexts(draft: Draft, name: string, value: unknown): string[] {
  return requestWarnings(draft.model, { ...draft.toValues(), [name]: value })
    .filter((warning) => warning.name === name)
    .map((warning) => sanitizeText(warningMessage(draft.model, warning, l10n), 200))
}
