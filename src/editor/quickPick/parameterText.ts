import { env, l10n } from 'vscode'
import { PARAMETER_GROUPS, type Parameter, type ParameterGroup } from '../../core/model/parameter.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { formatUnset, formatValue } from '../presentation/requestSummary.ts'

/** Characters of a value that fit beside its label. */
const VALUE_LENGTH = 80

export function parameterLabel(parameter: Parameter): string {
  return l10n.t(parameter.label)
}

export function parameterHelp(parameter: Parameter): string {
  return l10n.t(parameter.help)
}

export function groupLabel(group: ParameterGroup): string {
  return l10n.t(PARAMETER_GROUPS.find(({ id }) => id === group)?.label ?? group)
}

/** A value as one line that is safe in a quick pick. */
export function valueText(value: unknown, maxLength = VALUE_LENGTH): string {
  return sanitizeText(formatValue(value, { l10n, locale: env.language }, maxLength))
}

/** The value, or what applies if the parameter is not set. */
export function valueOrDefault(parameter: Parameter, value: unknown): string {
  return value === undefined ? formatUnset(parameter, l10n) : valueText(value)
}
