import * as vscode from 'vscode'
import type { TextParameter } from '../../core/model/parameter.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { type TextChoice, textChoices } from '../presentation/textChoices.ts'
import { askText } from './askText.ts'
import { type PickItem, showPick } from './inputs.ts'
import { parameterHelp } from './parameterText.ts'
import { nestedStep, type StepContext, type StepResult } from './stepContext.ts'

/** Asks for a text that can be not set, empty, or entered. An input box alone cannot tell not set from empty. */
export async function askOptionalText(context: StepContext, parameter: TextParameter): Promise<StepResult> {
  const { draft, step } = context
  const { name } = parameter
  for (;;) {
    const choices = textChoices(parameter, draft.get(name), draft.pendingText(name), vscode.l10n)
    const rows = choices.map(
      ({ kind, label, description, isCurrent }): PickItem<TextChoice['kind']> => ({
        label,
        description: sanitizeText(description),
        iconPath: new vscode.ThemeIcon(isCurrent ? 'check' : 'blank'),
        value: kind,
      }),
    )
    const result = await showPick(step, {
      placeholder: parameterHelp(parameter),
      rows,
      activeItem: rows[choices.findIndex(({ isCurrent }) => isCurrent)],
    })
    if (result.kind !== 'accepted') return result.kind
    if (result.value === 'enter') {
      const entered = await askText({ ...context, step: nestedStep(step, vscode.l10n.t('Enter Text')) }, parameter)
      if (entered !== 'back') return entered
      continue
    }
    draft.set(name, result.value === 'useEmpty' ? '' : undefined)
    return 'done'
  }
}
