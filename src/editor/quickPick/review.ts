import * as vscode from 'vscode'
import { notes } from '../../core/model/notes.ts'
import { type Parameter, parameterNamed, settableParameters } from '../../core/model/parameter.ts'
import type { ValidationIssue } from '../../core/model/request.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { DEFAULT_API_ADDRESS } from '../connection/settings.ts'
import type { ConnectionService } from '../extensionServices.ts'
import { askParameter } from './askParameter.ts'
import type { Draft } from './draft.ts'
import { askPick, type Frame, type PickItem, type PickRow } from './inputs.ts'
import { askMore, moreParameters } from './moreParameters.ts'
import { labelOf, valueOrDefault } from './parameterText.ts'
import { inside } from './stepContext.ts'

type Way = 'generate' | 'more' | 'startOver' | 'stay' | { readonly edit: string }

/** How the last step ended. */
export type Review = 'generate' | 'startOver' | 'back' | 'escaped'

/** The last step: shows what will be sent and what it costs, lets everything be changed, and asks to generate. */
export async function review(
  frame: Frame,
  draft: Draft,
  connection: ConnectionService,
  warning?: string,
): Promise<Review> {
  // The schema library is loaded when a request is complete enough to be checked as a whole.
  const { validateRequest } = await import('../../core/model/request.ts')
  for (;;) {
    const check = validateRequest(draft.model, draft.toValues())
    const problems = check.ok ? [] : check.problems
    const answer = await askPick<Way>(frame, {
      placeholder:
        problems.length === 0
          ? vscode.l10n.t('Check and generate')
          : vscode.l10n.t('Something is to be put right first'),
      rows: [
        ...(problems.length === 0 ? [await generateRow(connection)] : problemRows(problems)),
        moreRow(draft),
        ...noteRows(draft, warning),
        ...sentRows(draft),
      ],
      buttons: draft.isTouched ? [startOverButton()] : [],
    })
    if (answer.kind !== 'given') return answer.kind
    const way = answer.value
    if (way === 'generate' || way === 'startOver') return way
    if (way === 'stay') continue
    const outcome = way === 'more' ? await askMore(frame, draft) : await edit(frame, draft, way.edit)
    if (outcome === 'escaped') return 'escaped'
  }
}

export function startOverButton() {
  return {
    iconPath: new vscode.ThemeIcon('clear-all'),
    tooltip: vscode.l10n.t('Start Over'),
    value: 'startOver' as const,
  }
}

async function edit(frame: Frame, draft: Draft, name: string) {
  const parameter = parameterNamed(draft.model, name)
  // A field of another version of the product: it can only be taken out.
  if (!parameter) return draft.set(name, undefined)
  return askParameter({ frame: inside(frame, labelOf(parameter)), draft }, parameter)
}

async function generateRow(connection: ConnectionService): Promise<PickItem<Way>> {
  return {
    label: vscode.l10n.t('Generate'),
    description: (await connection.hasKey()) ? '' : vscode.l10n.t('asks for your API key first'),
    detail: costOf(connection),
    iconPath: new vscode.ThemeIcon('play'),
    value: 'generate',
  }
}

function costOf({ baseUrl, isSandbox }: ConnectionService): string {
  if (isSandbox) return vscode.l10n.t('Free: the sandbox on this machine makes a stand-in for the video.')
  const host = URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl
  return baseUrl === DEFAULT_API_ADDRESS
    ? vscode.l10n.t('Costs money: {0} bills your account for every finished video.', host)
    : vscode.l10n.t('May cost money: {0} decides what it bills for a finished video.', host)
}

function moreRow(draft: Draft): PickItem<Way> {
  const all = moreParameters(draft)
  const set = all.filter((parameter) => draft.value(parameter.name) !== undefined).length
  return {
    label: vscode.l10n.t('More Parameters…'),
    description: vscode.l10n.t('{0} of {1} set', set, all.length),
    iconPath: new vscode.ThemeIcon('settings'),
    value: 'more',
  }
}

function problemRows(problems: readonly ValidationIssue[]): PickRow<Way>[] {
  const rows = problems.map(
    ({ name, message }): PickItem<Way> => ({
      label: sanitizeText(message, 200),
      iconPath: new vscode.ThemeIcon('error', new vscode.ThemeColor('errorForeground')),
      value: { edit: name },
    }),
  )
  return [{ label: vscode.l10n.t('To Put Right'), kind: vscode.QuickPickItemKind.Separator }, ...rows]
}

function noteRows(draft: Draft, warning: string | undefined): PickRow<Way>[] {
  const row = (message: string, icon: string, value: Way): PickItem<Way> => ({
    label: sanitizeText(message, 200),
    iconPath: new vscode.ThemeIcon(icon),
    value,
  })
  const rows = notes(draft.model, draft.toValues()).map(({ name, message }) => row(message, 'info', { edit: name }))
  if (warning !== undefined) rows.unshift(row(warning, 'warning', 'stay'))
  if (rows.length === 0) return []
  return [{ label: vscode.l10n.t('Notes'), kind: vscode.QuickPickItemKind.Separator }, ...rows]
}

function sentRows(draft: Draft): PickRow<Way>[] {
  const set = settableParameters(draft.model).filter((parameter) => draft.value(parameter.name) !== undefined)
  const row = (parameter: Parameter): PickItem<Way> => ({
    label: labelOf(parameter),
    description: valueOrDefault(parameter, draft.value(parameter.name)),
    iconPath: new vscode.ThemeIcon('blank'),
    value: { edit: parameter.name },
  })
  const heading = vscode.l10n.t('Sent to {0}', draft.model.label)
  return [{ label: heading, kind: vscode.QuickPickItemKind.Separator }, ...set.map(row)]
}
