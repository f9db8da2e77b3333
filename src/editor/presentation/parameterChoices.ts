import type { BooleanParameter, EnumParameter } from '../../core/model/parameter.ts'
import type { L10n } from './l10n.ts'
import { formatUnset } from './requestSummary.ts'

/** An entry of the list in which the user chooses a value. */
export interface ParameterChoice {
  readonly label: string
  /** Undefined for the default: the parameter is not sent. */
  readonly value: string | boolean | undefined
}

/** Returns each value once. A documented default is labeled in place, for example `auto (default)`. */
export function parameterChoices(parameter: EnumParameter | BooleanParameter, l10n: L10n): ParameterChoice[] {
  const unset: ParameterChoice = { label: l10n.t('Default'), value: undefined }
  if (parameter.kind === 'boolean') {
    return [unset, { label: l10n.t('On'), value: true }, { label: l10n.t('Off'), value: false }]
  }
  const choices = parameter.values.map((value) =>
    value === parameter.default ? { label: formatUnset(parameter, l10n), value: undefined } : { label: value, value },
  )
  return parameter.default === undefined ? [unset, ...choices] : choices
}

/** Returns the value of the current choice. A request from elsewhere may set the default explicitly. */
export function currentChoice(parameter: EnumParameter | BooleanParameter, value: unknown): unknown {
  return parameter.kind === 'enum' && value === parameter.default ? undefined : value
}
