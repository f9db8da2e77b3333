import * as vscode from 'vscode'
import { notes } from '../../core/model/notes.ts'
import { PARAMETER_GROUPS, type Parameter, settableParameters } from '../../core/model/parameter.ts'
import { askParameter } from './askParameter.ts'
import type { Draft } from './draft.ts'
import { askPick, type Frame, type PickItem, type PickRow } from './inputs.ts'
import { groupLabel, helpOf, labelOf, valueOrDefault } from './parameterText.ts'
import { inside, type Outcome } from './stepContext.ts'

type Way = 'done' | { readonly edit: Parameter } | { readonly reset: Parameter }

/** Parameters that have a step of their own. */
export const STEP_PARAMETERS: readonly string[] = ['video_url', 'prompt', 'resolution', 'aspect_ratio']

/** The parameters that are listed here. */
export function moreParameters(draft: Draft): readonly Parameter[] {
  return settableParameters(draft.model).filter((parameter) => !STEP_PARAMETERS.includes(parameter.name))
}

/** Lists every other parameter, each edited in the way of its kind, until the person is done. */
export async function askMore(frame: Frame, draft: Draft): Promise<Outcome> {
  let last: Parameter | undefined
  for (;;) {
    const rows = rowsOf(draft)
    const answer = await askPick<Way>(inside(frame, vscode.l10n.t('More Parameters')), {
      placeholder: vscode.l10n.t('Choose a parameter to change. Only what you set is sent.'),
      rows,
      active: rows.find((row) => isRowOf(row, last)) as PickItem<Way> | undefined,
    })
    if (answer.kind === 'escaped') return 'escaped'
    if (answer.kind === 'back' || answer.value === 'done') return 'done'
    if ('reset' in answer.value) {
      last = answer.value.reset
      draft.set(last.name, undefined)
      continue
    }
    last = answer.value.edit
    const outcome = await askParameter({ frame: inside(frame, labelOf(last)), draft }, last)
    if (outcome === 'escaped') return 'escaped'
  }
}

function rowsOf(draft: Draft): PickRow<Way>[] {
  const told = notes(draft.model, draft.toValues())
  const rows: PickRow<Way>[] = [
    {
      label: vscode.l10n.t('Done'),
      description: vscode.l10n.t('back to the summary'),
      iconPath: new vscode.ThemeIcon('check'),
      value: 'done',
    },
  ]
  for (const { id } of PARAMETER_GROUPS) {
    const parameters = moreParameters(draft).filter((parameter) => parameter.group === id)
    if (parameters.length === 0) continue
    rows.push({ label: groupLabel(id), kind: vscode.QuickPickItemKind.Separator })
    for (const parameter of parameters) {
      const about = told.filter((note) => note.name === parameter.name).map((note) => note.message)
      rows.push(rowOf(draft, parameter, about))
    }
  }
  return rows
}

function rowOf(draft: Draft, parameter: Parameter, about: readonly string[]): PickItem<Way> {
  const value = draft.value(parameter.name)
  const kept = draft.typedText(parameter.name) ? ` · ${vscode.l10n.t('unfinished entry kept')}` : ''
  const reset = {
    iconPath: new vscode.ThemeIcon('discard'),
    tooltip: vscode.l10n.t('Reset to Not Set'),
    value: { reset: parameter },
  }
  return {
    label: labelOf(parameter),
    description: `${value === undefined ? '' : '$(circle-small-filled)'}${valueOrDefault(parameter, value)}${kept}`,
    detail: about.length === 0 ? helpOf(parameter) : about.map((message) => `$(info) ${message}`).join(' '),
    buttons: value === undefined ? [] : [reset],
    value: { edit: parameter },
  }
}

function isRowOf(row: PickRow<Way>, parameter: Parameter | undefined): boolean {
  return 'value' in row && typeof row.value === 'object' && 'edit' in row.value && row.value.edit === parameter
}
