import * as vscode from 'vscode'
import { editableParameters, findParameter, type Parameter } from '../../core/model/parameter.ts'
import { requestWarnings } from '../../core/model/requestWarnings.ts'
import type { ValidationIssue } from '../../core/model/validationIssue.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { type PresetTarget, showPresets } from '../common/presets/showPresets.ts'
import { requestCost } from '../common/requestCost.ts'
import { costText } from '../connection/costText.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { priceText } from '../presentation/priceText.ts'
import { DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'
import { validationMessage } from '../presentation/validationMessages.ts'
import { warningMessage } from '../presentation/warningMessages.ts'
import { askParameter } from './askParameter.ts'
import type { Draft } from './draft.ts'
import { type PickItem, type PickRow, type StepOptions, showPick } from './inputs.ts'
import { editMoreParameters, moreParameters } from './moreParameters.ts'
import { parameterLabel, valueOrDefault } from './parameterText.ts'
import { nestedStep } from './stepContext.ts'

type Action = 'generate' | 'editMore' | 'presets' | 'startOver' | 'none' | { readonly edit: string }

/** How the user left the last step. */
export type ReviewResult = 'generate' | 'startOver' | 'back' | 'canceled'

/** Shows the request and what it costs, and lets the user edit it, until the user generates the video or leaves. */
export async function reviewDraft(
  step: StepOptions,
  draft: Draft,
  services: ExtensionServices,
  warning?: string,
): Promise<ReviewResult> {
  // Loaded on first use, because it imports zod.
  const { validateRequest } = await import('../../core/model/request.ts')
  for (;;) {
    const validation = validateRequest(draft.model, draft.toValues())
    const issues = validation.ok ? [] : validation.issues
    const result = await showPick<Action>(step, {
      placeholder:
        issues.length === 0
          ? vscode.l10n.t('Review the request and generate the video')
          : vscode.l10n.t('Fix these problems first'),
      rows: [
        ...(issues.length === 0 ? [await generateRow(services, draft)] : issueRows(draft, issues)),
        moreParametersRow(draft),
        presetsRow(),
        ...warningRows(draft, warning),
        ...requestRows(draft),
      ],
      buttons: draft.isModified ? [startOverButton()] : [],
    })
    if (result.kind !== 'accepted') return result.kind
    const action = result.value
    if (action === 'generate' || action === 'startOver') return action
    if (action === 'none') continue
    if (action === 'presets') {
      await showPresets(services.storageUri, presetTarget(draft))
      continue
    }
    const edited =
      action === 'editMore' ? await editMoreParameters(step, draft) : await editParameter(step, draft, action.edit)
    if (edited === 'canceled') return 'canceled'
  }
}

function startOverButton() {
  return {
    iconPath: new vscode.ThemeIcon('clear-all'),
    tooltip: vscode.l10n.t('Start Over'),
    value: 'startOver' as const,
  }
}

async function editParameter(step: StepOptions, draft: Draft, name: string) {
  const parameter = findParameter(draft.model, name)
  // A parameter of another version can only be removed.
  if (!parameter) return draft.set(name, undefined)
  return askParameter({ step: nestedStep(step, parameterLabel(parameter)), draft }, parameter)
}

async function generateRow(
  { connection, costs }: Pick<ExtensionServices, 'connection' | 'costs'>,
  draft: Draft,
): Promise<PickItem<Action>> {
  const { id: model } = draft.model
  const cost = requestCost(await costs.readPrice(model), { model, values: draft.toValues() })
  const { text, derivation } = priceText(cost, model, DISPLAY_LANGUAGE)
  const price = derivation === undefined ? `${text}.` : `${text} — ${derivation.replace(/\.$/, '')}.`
  return {
    label: vscode.l10n.t('Generate'),
    description: (await connection.hasKey()) ? '' : vscode.l10n.t('requires an API key'),
    detail: cost.kind === 'free' ? costText(connection) : `${price} ${costText(connection)}`,
    iconPath: new vscode.ThemeIcon('play'),
    value: 'generate',
  }
}

function moreParametersRow(draft: Draft): PickItem<Action> {
  const parameters = moreParameters(draft)
  const set = parameters.filter((parameter) => draft.get(parameter.name) !== undefined).length
  return {
    label: vscode.l10n.t('More Parameters…'),
    description: vscode.l10n.t('{0} of {1} set', set, parameters.length),
    iconPath: new vscode.ThemeIcon('settings'),
    value: 'editMore',
  }
}

function presetsRow(): PickItem<Action> {
  return { label: vscode.l10n.t('Presets…'), iconPath: new vscode.ThemeIcon('bookmark'), value: 'presets' }
}

function presetTarget(draft: Draft): PresetTarget {
  return {
    model: draft.model,
    // A preset has no local files.
    values: Object.fromEntries(
      Object.entries(draft.toValues()).filter(
        ([, value]) => ![value].flat().some((item) => /^data:/i.test(String(item))),
      ),
    ),
    apply: ({ values }) => {
      for (const [name, value] of Object.entries(values)) draft.set(name, value)
    },
  }
}

function issueRows(draft: Draft, issues: readonly ValidationIssue[]): PickRow<Action>[] {
  const icon = new vscode.ThemeIcon('error', new vscode.ThemeColor('errorForeground'))
  const rows = issues.map((issue) =>
    messageRow(validationMessage(draft.model, issue, vscode.l10n), icon, { edit: issue.name }),
  )
  return [separator(vscode.l10n.t('Problems')), ...rows]
}

function warningRows(draft: Draft, warning: string | undefined): PickRow<Action>[] {
  const icon = new vscode.ThemeIcon('warning')
  const rows = requestWarnings(draft.model, draft.toValues()).map((found) =>
    messageRow(warningMessage(draft.model, found, vscode.l10n), icon, { edit: found.name }),
  )
  if (warning !== undefined) rows.unshift(messageRow(warning, icon, 'none'))
  return rows.length === 0 ? [] : [separator(vscode.l10n.t('Warnings')), ...rows]
}

function messageRow(message: string, iconPath: vscode.ThemeIcon, value: Action): PickItem<Action> {
  return { label: sanitizeText(message, 200), iconPath, value }
}

function requestRows(draft: Draft): PickRow<Action>[] {
  const set = editableParameters(draft.model).filter((parameter) => draft.get(parameter.name) !== undefined)
  const row = (parameter: Parameter): PickItem<Action> => ({
    label: parameterLabel(parameter),
    description: valueOrDefault(parameter, draft.get(parameter.name)),
    iconPath: new vscode.ThemeIcon('blank'),
    value: { edit: parameter.name },
  })
  return [separator(vscode.l10n.t('Request to {0}', draft.model.label)), ...set.map(row)]
}

function separator(label: string): PickRow<Action> {
  return { label, kind: vscode.QuickPickItemKind.Separator }
}
