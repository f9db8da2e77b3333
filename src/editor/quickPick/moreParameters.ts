import * as vscode from 'vscode'
import { editableParameters, PARAMETER_GROUPS, type Parameter } from '../../core/model/parameter.ts'
import { askParameter } from './askParameter.ts'
import type { Draft } from './draft.ts'
import { warningTexts } from './draftWarnings.ts'
import { type PickItem, type PickRow, type StepOptions, showPick } from './inputs.ts'
import { groupLabel, parameterHelp, parameterLabel, valueOrDefault } from './parameterText.ts'
import { nestedStep, type StepResult } from './stepContext.ts'

type Action = 'done' | { readonly edit: Parameter } | { readonly reset: Parameter }

/** Parameters that have a step of their own. */
export const STEP_PARAMETERS: readonly string[] = ['video_url', 'prompt', 'resolution', 'aspect_ratio']

/** Returns the parameters without a step of their own. */
export function moreParameters(draft: Draft): readonly Parameter[] {
  return editableParameters(draft.model).filter((parameter) => !STEP_PARAMETERS.includes(parameter.name))
}

/** Lists the parameters without a step of their own, until the user is done editing them. */
export async function editMoreParameters(step: StepOptions, draft: Draft): Promise<StepResult> {
  let last: Parameter | undefined
  for (;;) {
    const rows = rowsOf(draft)
    const result = await showPick<Action>(nestedStep(step, vscode.l10n.t('More Parameters')), {
      placeholder: vscode.l10n.t('Select a parameter to change. Only the parameters that you set are sent.'),
      rows,
      activeItem: rows.find((row) => isRowOf(row, last)) as PickItem<Action> | undefined,
    })
    if (result.kind === 'canceled') return 'canceled'
    if (result.kind === 'back' || result.value === 'done') return 'done'
    if ('reset' in result.value) {
      last = result.value.reset
      draft.set(last.name, undefined)
      continue
    }
    last = result.value.edit
    const edited = await askParameter({ step: nestedStep(step, parameterLabel(last)), draft }, last)
    if (edited === 'canceled') return 'canceled'
  }
}

function rowsOf(draft: Draft): PickRow<Action>[] {
  const rows: PickRow<Action>[] = [
    {
      label: vscode.l10n.t('Done'),
      description: vscode.l10n.t('return to the summary'),
      iconPath: new vscode.ThemeIcon('check'),
      value: 'done',
    },
  ]
  for (const { id } of PARAMETER_GROUPS) {
    const parameters = moreParameters(draft).filter((parameter) => parameter.group === id)
    if (parameters.length === 0) continue
    rows.push({ label: groupLabel(id), kind: vscode.QuickPickItemKind.Separator })
    rows.push(...parameters.map((parameter) => parameterRow(draft, parameter)))
  }
  return rows
}

function parameterRow(draft: Draft, parameter: Parameter): PickItem<Action> {
  const value = draft.get(parameter.name)
  const warnings = warningTexts(draft, parameter.name, value)
  const pending = draft.pendingText(parameter.name) ? ` · ${vscode.l10n.t('unsaved input')}` : ''
  const reset = {
    iconPath: new vscode.ThemeIcon('discard'),
    tooltip: vscode.l10n.t('Reset to Default'),
    value: { reset: parameter },
  }
  return {
    label: parameterLabel(parameter),
    description: `${value === undefined ? '' : '$(circle-small-filled)'}${valueOrDefault(parameter, value)}${pending}`,
    detail:
      warnings.length === 0 ? parameterHelp(parameter) : warnings.map((message) => `$(warning) ${message}`).join(' '),
    buttons: value === undefined ? [] : [reset],
    value: { edit: parameter },
  }
}

function isRowOf(row: PickRow<Action>, parameter: Parameter | undefined): boolean {
  return 'value' in row && typeof row.value === 'object' && 'edit' in row.value && row.value.edit === parameter
}
