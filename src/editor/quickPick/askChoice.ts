import * as vscode from 'vscode'
import type { BooleanParameter, EnumParameter } from '../../core/model/parameter.ts'
import { formatUnset } from '../presentation/requestSummary.ts'
import { type PickItem, showPick } from './inputs.ts'
import { parameterHelp } from './parameterText.ts'
import type { StepContext, StepResult } from './stepContext.ts'

/** `undefined` is the default: the parameter is not sent. */
type Choice = string | boolean | undefined

/** Asks for one of a fixed set of values. */
export async function askChoice(
  { step, draft }: StepContext,
  parameter: EnumParameter | BooleanParameter,
): Promise<StepResult> {
  const value = draft.get(parameter.name)
  // A request from elsewhere may set the default explicitly.
  const current = parameter.kind === 'enum' && value === parameter.default ? undefined : value
  const rows = choicesOf(parameter).map(
    (choice): PickItem<Choice> => ({
      label: choiceLabel(parameter, choice),
      iconPath: new vscode.ThemeIcon(choice === current ? 'check' : 'blank'),
      value: choice,
    }),
  )
  const result = await showPick<Choice>(step, {
    placeholder: parameterHelp(parameter),
    rows,
    activeItem: rows.find((row) => row.value === current),
  })
  if (result.kind !== 'accepted') return result.kind
  draft.set(parameter.name, result.value)
  return 'done'
}

/** An enum lists its default in place; one without a default can be unset like a boolean. */
function choicesOf(parameter: EnumParameter | BooleanParameter): readonly Choice[] {
  if (parameter.kind === 'boolean') return [undefined, true, false]
  if (parameter.default === undefined) return [undefined, ...parameter.values]
  return parameter.values.map((value) => (value === parameter.default ? undefined : value))
}

function choiceLabel(parameter: EnumParameter | BooleanParameter, choice: Choice): string {
  if (typeof choice === 'string') return choice
  if (choice !== undefined) return choice ? vscode.l10n.t('On') : vscode.l10n.t('Off')
  const hasDefault = parameter.kind === 'enum' && parameter.default !== undefined
  return hasDefault ? formatUnset(parameter, vscode.l10n) : vscode.l10n.t('Default')
}
