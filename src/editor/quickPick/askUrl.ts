import * as vscode from 'vscode'
import type { UrlParameter } from '../../core/model/parameter.ts'
import { parseInput } from '../../core/model/parseInput.ts'
import { formatBytes } from '../../core/text/format.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { chooseLocalMedia, MAX_LOCAL_BYTES } from '../common/localMedia.ts'
import { parameterMessage } from '../presentation/validationMessages.ts'
import { askText } from './askText.ts'
import { type PickItem, type PickOptions, showPick } from './inputs.ts'
import { valueText } from './parameterText.ts'
import { nestedStep, type StepContext, type StepResult } from './stepContext.ts'

type Action = { readonly kind: 'use'; readonly url: string | undefined } | { readonly kind: 'enterUrl' | 'chooseFile' }

/** Characters of a URL that fit into a row. */
const URL_LENGTH = 90

/** Asks for a video or image: a suggestion, a URL, or a local file. */
export async function askUrl(context: StepContext, parameter: UrlParameter): Promise<StepResult> {
  const { draft, step } = context
  for (;;) {
    const result = await showPick(step, pickOptions(context, parameter))
    if (result.kind !== 'accepted') return result.kind
    const action = result.value
    if (action.kind === 'enterUrl') {
      const entered = await askText({ step: nestedStep(step, vscode.l10n.t('Enter URL')), draft }, parameter)
      if (entered !== 'back') return entered
      continue
    }
    const url = action.kind === 'use' ? action.url : (await chooseLocalMedia(parameter.media, false))[0]
    if (url === undefined && action.kind === 'chooseFile') continue
    draft.set(parameter.name, url)
    return 'done'
  }
}

function pickOptions({ draft, suggestions = [] }: StepContext, parameter: UrlParameter): PickOptions<Action> {
  const current = draft.get(parameter.name)
  const rows: PickItem<Action>[] = []
  if (typeof current === 'string') rows.push(urlRow(current, vscode.l10n.t('Current'), 'check'))
  for (const { value, source } of suggestions) if (value !== current) rows.push(urlRow(value, source, 'link'))
  rows.push(enterUrlRow(draft.pendingText(parameter.name)), chooseFileRow(parameter))
  if (!parameter.required) {
    rows.push({
      label: vscode.l10n.t('None'),
      iconPath: new vscode.ThemeIcon(current === undefined ? 'check' : 'circle-slash'),
      value: { kind: 'use', url: undefined },
    })
  }
  return {
    placeholder: vscode.l10n.t('Paste a URL or select an option'),
    rows,
    activeItem: rows[0],
    createItem: (text) => {
      if (!looksLikeUrl(text)) return undefined
      draft.setPendingText(parameter.name, text)
      return pastedRow(text, parameter)
    },
  }
}

/** Other text filters the list. */
function looksLikeUrl(text: string): boolean {
  return /[:/.]/.test(text)
}

/** Uses a valid URL. For another one, shows what is wrong and opens the input box with it. */
function pastedRow(text: string, parameter: UrlParameter): PickItem<Action> {
  const parsed = parseInput(parameter, text)
  if (parsed.ok) return { ...urlRow(text, '', 'globe'), alwaysShow: true }
  return {
    label: sanitizeText(parameterMessage(parameter, parsed.issue, vscode.l10n), 200),
    iconPath: new vscode.ThemeIcon('error', new vscode.ThemeColor('errorForeground')),
    alwaysShow: true,
    value: { kind: 'enterUrl' },
  }
}

function urlRow(url: string, description: string, icon: string): PickItem<Action> {
  const iconPath = new vscode.ThemeIcon(icon)
  return { label: valueText(url, URL_LENGTH), description, iconPath, value: { kind: 'use', url } }
}

function enterUrlRow(pending: string | undefined): PickItem<Action> {
  return {
    label: vscode.l10n.t('Enter URL…'),
    description: sanitizeText(pending ?? '', 60),
    iconPath: new vscode.ThemeIcon('globe'),
    value: { kind: 'enterUrl' },
  }
}

function chooseFileRow({ media }: UrlParameter): PickItem<Action> {
  return {
    label: media === 'video' ? vscode.l10n.t('Choose Local Video…') : vscode.l10n.t('Choose Local Image…'),
    description: vscode.l10n.t(
      'sent in the request, up to {0}',
      formatBytes(MAX_LOCAL_BYTES[media], vscode.env.language),
    ),
    iconPath: new vscode.ThemeIcon('folder-opened'),
    value: { kind: 'chooseFile' },
  }
}
