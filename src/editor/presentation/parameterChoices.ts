import { documentedDefaults } from '../../core/model/documentedParameter.ts'
import type { BooleanParameter, EnumParameter } from '../../core/model/parameter.ts'
import type { L10n } from './l10n.ts'
import { formatUnset } from './requestSummary.ts'
import { valueNote } from './warningMessages.ts'

/** An entry of the list in which the user chooses a value. */
export interface ParameterChoice {
  readonly label: string
  /** Undefined for the default: the parameter is not sent. */
  readonly value: string | boolean | undefined
  /** Says that the service may reject the value, or that the default is not certain. */
  readonly note?: string
}

/**
 * Returns each value once. A documented default is labeled in place, for example `auto (default)`. If the API documents
 * have different defaults, the default is an entry of its own, because the user may want to send one of these values.
 */
export function parameterChoices(parameter: EnumParameter | BooleanParameter, l10n: L10n): ParameterChoice[] {
  const unset: ParameterChoice = { label: l10n.t('Default'), value: undefined }
  if (parameter.kind === 'boolean') {
    return [unset, { label: l10n.t('On'), value: true }, { label: l10n.t('Off'), value: false }]
  }
  const defaults = documentedDefaults(parameter)
  const choices = parameter.values.map((value): ParameterChoice => {
    if (isOnlyDefault(parameter, value)) return { label: formatUnset(parameter, l10n), value: undefined }
    const note = valueNote(parameter, value, l10n)
    return { label: value, value, ...(note === undefined ? {} : { note }) }
  })
  if (defaults.length === 0) return [unset, ...choices]
  if (defaults.length === 1) return choices
  const note = l10n.t('The default depends on the version of the API.')
  return [{ label: formatUnset(parameter, l10n), value: undefined, note }, ...choices]
}

/** Returns the value of the current choice. A request from elsewhere may set the default explicitly. */
export function currentChoice(parameter: EnumParameter | BooleanParameter, value: unknown): unknown {
  return isOnlyDefault(parameter, value) ? undefined : value
}

/** Whether the value is the default in every API document, so that setting it makes no difference. */
function isOnlyDefault(parameter: EnumParameter | BooleanParameter, value: unknown): boolean {
  const [only, other] = documentedDefaults(parameter)
  return only !== undefined && only === value && other === undefined
}
