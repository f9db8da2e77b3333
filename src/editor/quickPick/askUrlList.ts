import * as vscode from 'vscode'
import type { UrlListParameter, UrlParameter } from '../../core/model/parameter.ts'
import { parseInput } from '../../core/model/parseInput.ts'
import { chooseLocalMedia } from '../common/localMedia.ts'
import { parameterMessage } from '../presentation/validationMessages.ts'
import type { Draft } from './draft.ts'
import { warningTexts } from './draftWarnings.ts'
import { type PickItem, showPick, showTextInput } from './inputs.ts'
import { parameterHelp, valueText } from './parameterText.ts'
import { nestedStep, type StepContext, type StepResult } from './stepContext.ts'

type Action = 'done' | 'enterUrls' | 'chooseFiles' | 'removeAll' | { readonly removeIndex: number }

/** Asks for a list of images, shown one per row. Only a list of a valid length can be accepted. */
export async function askUrlList(context: StepContext, parameter: UrlListParameter): Promise<StepResult> {
  const { draft, step } = context
  let items = currentItems(draft, parameter.name)
  for (;;) {
    const message = listMessage(parameter, items)
    const result = await showPick<Action>(step, {
      placeholder: message ?? parameterHelp(parameter),
      rows: [
        ...(message === undefined ? [doneRow(draft, parameter, items)] : []),
        ...actionRows(parameter, items),
        ...items.map(itemRow),
      ],
    })
    if (result.kind !== 'accepted') return result.kind
    const action = result.value
    if (action === 'done') {
      draft.set(parameter.name, items.length === 0 ? undefined : items)
      return 'done'
    }
    if (action === 'enterUrls') {
      const added = await askUrls(context, parameter, items)
      if (added === 'canceled') return 'canceled'
      items = [...items, ...added]
    }
    if (action === 'chooseFiles') items = [...items, ...(await chooseLocalMedia(parameter.media, true))]
    if (action === 'removeAll') items = []
    if (typeof action === 'object') items = items.filter((_, index) => index !== action.removeIndex)
    draft.setPendingText(parameter.name, items.join('\n'))
  }
}

/** The list as the user left it, whether it was accepted or not. */
function currentItems(draft: Draft, name: string): readonly string[] {
  const pending = draft.pendingText(name)
  if (pending !== undefined) return pending.split('\n').filter((item) => item !== '')
  const value = draft.get(name)
  return Array.isArray(value) ? value.map(String) : []
}

/** Asks for one or more URLs. Returns an empty array if the user goes back. */
async function askUrls({ step, draft }: StepContext, parameter: UrlListParameter, items: readonly string[]) {
  const itemParameter: UrlParameter = { ...parameter, kind: 'url' }
  const pendingKey = `${parameter.name} to add`
  const split = (text: string) => text.split(/\s+/).filter((part) => part !== '')
  const result = await showTextInput(nestedStep(step, vscode.l10n.t('Enter URLs')), {
    value: draft.pendingText(pendingKey) ?? '',
    prompt: vscode.l10n.t('Enter one or more URLs, separated by spaces.'),
    placeholder: 'https://example.com/front.png https://example.com/side.png',
    validate: (text) => {
      const urls = split(text)
      const invalid = urls.map((url) => parseInput(itemParameter, url)).find((parsed) => !parsed.ok)
      const hasTooMany = items.length + urls.length > parameter.maxItems
      const message =
        invalid?.ok === false
          ? parameterMessage(itemParameter, invalid.issue, vscode.l10n)
          : hasTooMany
            ? listMessage(parameter, [...items, ...urls])
            : undefined
      return message === undefined ? undefined : { message, severity: vscode.InputBoxValidationSeverity.Error }
    },
    onDidChange: (text) => draft.setPendingText(pendingKey, text),
  })
  if (result.kind === 'canceled') return 'canceled'
  if (result.kind === 'back') return []
  draft.set(pendingKey, undefined)
  return split(result.value)
}

/** Says what is wrong with the list. Returns undefined if it is valid or empty. */
function listMessage(parameter: UrlListParameter, items: readonly string[]): string | undefined {
  const parsed = parseInput(parameter, items.join('\n'))
  return parsed.ok ? undefined : parameterMessage(parameter, parsed.issue, vscode.l10n)
}

function doneRow(draft: Draft, parameter: UrlListParameter, items: readonly string[]): PickItem<Action> {
  const warnings = items.length === 0 ? [] : warningTexts(draft, parameter.name, items)
  return {
    label: vscode.l10n.t('Done'),
    ...(warnings.length === 0 ? {} : { detail: warnings.map((message) => `$(warning) ${message}`).join(' ') }),
    iconPath: new vscode.ThemeIcon('check'),
    value: 'done',
  }
}

function actionRows(parameter: UrlListParameter, items: readonly string[]): PickItem<Action>[] {
  const row = (label: string, icon: string, value: Action) => ({ label, iconPath: new vscode.ThemeIcon(icon), value })
  const rows: PickItem<Action>[] = []
  if (items.length < parameter.maxItems) {
    rows.push(row(vscode.l10n.t('Enter URLs…'), 'globe', 'enterUrls'))
    rows.push(row(vscode.l10n.t('Choose Local Images…'), 'folder-opened', 'chooseFiles'))
  }
  if (items.length > 0) rows.push(row(vscode.l10n.t('Remove All'), 'clear-all', 'removeAll'))
  return rows
}

function itemRow(url: string, index: number): PickItem<Action> {
  const value = { removeIndex: index }
  return {
    label: valueText(url, 90),
    description: vscode.l10n.t('select to remove'),
    iconPath: new vscode.ThemeIcon('file-media'),
    buttons: [{ iconPath: new vscode.ThemeIcon('close'), tooltip: vscode.l10n.t('Remove'), value }],
    value,
  }
}
