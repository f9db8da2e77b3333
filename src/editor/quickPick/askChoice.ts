import * as vscode from 'vscode'
import type { BooleanParameter, EnumParameter } from '../../core/model/parameter.ts'
import { currentChoice, type ParameterChoice, parameterChoices } from '../presentation/parameterChoices.ts'
import { type PickItem, showPick } from './inputs.ts'
import { parameterHelp } from './parameterText.ts'
import type { StepContext, StepResult } from './stepContext.ts'

/** Asks for one of a fixed set of values. */
export async function askChoice(
  { step, draft }: StepContext,
  parameter: EnumParameter | BooleanParameter,
): Promise<StepResult> {
  const current = currentChoice(parameter, draft.get(parameter.name))
  const rows = parameterChoices(parameter, vscode.l10n).map(
    ({ label, value, note }): PickItem<ParameterChoice['value']> => ({
      label,
      ...(note === undefined ? {} : { detail: note }),
      iconPath: new vscode.ThemeIcon(value === current ? 'check' : 'blank'),
      value,
    }),
  )
  const result = await showPick(step, {
    placeholder: parameterHelp(parameter),
    rows,
    activeItem: rows.find((row) => row.value === current),
  })
  if (result.kind !== 'accepted') return result.kind
  draft.set(parameter.name, result.value)
  return 'done'
}
