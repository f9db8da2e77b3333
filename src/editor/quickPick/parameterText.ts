import { env, l10n } from 'vscode'
import { PARAMETER_GROUPS, type Parameter, type ParameterGroup } from '../../core/model/parameter.ts'
import { describeUnset, describeValue } from '../../core/model/summary.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'

/** Characters of a value that a row has room for beside its label. */
const VALUE_LENGTH = 80

/** The texts of the parameter table in the editor's language. */
export function labelOf(parameter: Parameter): string {
  return l10n.t(parameter.label)
}

export function helpOf(parameter: Parameter): string {
  return l10n.t(parameter.help)
}

export function groupLabel(group: ParameterGroup): string {
  return l10n.t(PARAMETER_GROUPS.find(({ id }) => id === group)?.label ?? group)
}

/** A value as a row shows it, or what applies without one. */
export function valueOrDefault(parameter: Parameter, value: unknown): string {
  return value === undefined ? describeUnset(parameter) : sanitizeText(describeValue(value, env.language, VALUE_LENGTH))
}
