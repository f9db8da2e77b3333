import type { GenerationRequest, RequestValues } from '../../core/job/job.ts'
import { findModel } from '../../core/model/models.ts'
import { findParameter } from '../../core/model/parameter.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import type { DisplayLanguage } from '../presentation/l10n.ts'
import { formatUnset, formatValue } from '../presentation/requestSummary.ts'

const MAX_ROWS = 40
const MAX_VALUE_LENGTH = 200

export interface ParameterText {
  readonly label: string
  readonly value: string
}

/** Returns the names of the parameters that do not have the same value in all requests, in the order of the model's table. */
export function differingParameters(requests: readonly (GenerationRequest | undefined)[]): string[] {
  const known = requests.filter((request) => request !== undefined)
  const ordered = findModel(known[0]?.model ?? '')?.parameters.map(({ name }) => name) ?? []
  const names = new Set([...ordered, ...known.flatMap(({ values }) => Object.keys(values))])
  const differing = [...names].filter((name) => new Set(known.map(({ values }) => keyOf(values, name))).size > 1)
  return new Set(known.map(({ model }) => model)).size > 1
    ? ['model', ...differing.filter((n) => n !== 'model')]
    : differing
}

/** The label and the value of each parameter, one line each. */
export function describeParameters(
  request: GenerationRequest | undefined,
  names: readonly string[],
  language: DisplayLanguage,
): ParameterText[] {
  if (request === undefined) return []
  return names.slice(0, MAX_ROWS).map((name) => describeParameter(request, name, language))
}

export function describeParameter(
  { model: id, values }: GenerationRequest,
  name: string,
  language: DisplayLanguage,
): ParameterText {
  const { l10n } = language
  const model = findModel(id)
  if (name === 'model')
    return { label: l10n.t('Model'), value: toSingleLine(model ? l10n.t(model.label) : id, MAX_VALUE_LENGTH) }
  const parameter = model && findParameter(model, name)
  const value = values[name]
  const unset = parameter ? formatUnset(parameter, l10n) : l10n.t('not set')
  return {
    label: parameter ? l10n.t(parameter.label) : toSingleLine(name, 60),
    value: toSingleLine(value === undefined ? unset : formatValue(value, language, MAX_VALUE_LENGTH), MAX_VALUE_LENGTH),
  }
}

/** Equal for equal values. An unset value differs from every value. */
function keyOf(values: RequestValues, name: string): string {
  return values[name] === undefined ? '' : JSON.stringify(values[name])
}
