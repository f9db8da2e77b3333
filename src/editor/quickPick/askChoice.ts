import * as vscode from 'vscode'
import type { BooleanParameter, EnumParameter } from '../../core/model/parameter.ts'
import { describeUnset } from '../../core/model/summary.ts'
import { askPick, type PickItem } from './inputs.ts'
import { helpOf } from './parameterText.ts'
import type { Outcome, StepContext } from './stepContext.ts'

type Choice = string | boolean | undefined

/** Asks for one of a few values, "not set" among them. */
export async function askChoice(
  { frame, draft }: StepContext,
  parameter: EnumParameter | BooleanParameter,
): Promise<Outcome> {
  const current = draft.value(parameter.name)
  const rows = choicesOf(parameter).map((value): PickItem<Choice> => {
    const description = value === undefined ? describeUnset(parameter) : ''
    return {
      label: labelOfChoice(value),
      description:
        value === undefined && description === 'not set' ? vscode.l10n.t('the service decides') : description,
      iconPath: new vscode.ThemeIcon(value === current ? 'check' : 'blank'),
      value,
    }
  })
  const answer = await askPick<Choice>(frame, {
    placeholder: helpOf(parameter),
    rows,
    active: rows.find((row) => row.value === current),
  })
  if (answer.kind !== 'given') return answer.kind
  draft.set(parameter.name, answer.value)
  return 'done'
}

function choicesOf(parameter: EnumParameter | BooleanParameter): readonly Choice[] {
  return [undefined, ...(parameter.kind === 'enum' ? parameter.values : [true, false])]
}

function labelOfChoice(value: Choice): string {
  if (value === undefined) return vscode.l10n.t('Not Set')
  if (typeof value === 'string') return value
  return value ? vscode.l10n.t('On') : vscode.l10n.t('Off')
}
