import type { RequestValues } from '../../core/job/job.ts'
import { findParameter, type Model } from '../../core/model/parameter.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import type { L10n } from '../presentation/l10n.ts'

const MAX_NAMES = 10
const NAME_LENGTH = 60

/** Says which parameters of a request, from another version, the form does not have. Undefined if it has all of them. */
export function unknownParametersText(model: Model, values: RequestValues, l10n: L10n): string | undefined {
  const names = Object.keys(values).filter((name) => !findParameter(model, name))
  if (names.length === 0) return undefined
  const shown = names.slice(0, MAX_NAMES).map((name) => toSingleLine(name, NAME_LENGTH))
  const list = names.length > MAX_NAMES ? `${shown.join(', ')}…` : shown.join(', ')
  return l10n.t(
    'This version does not have these parameters of the original request, and does not send them: {0}.',
    list,
  )
}
