import * as vscode from 'vscode'
import type { UrlParameter } from '../../core/model/parameter.ts'
import { parseInput } from '../../core/model/parseInput.ts'
import { describeValue } from '../../core/model/summary.ts'
import { formatBytes } from '../../core/text/format.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { askTyped } from './askTyped.ts'
import { askPick, type PickItem } from './inputs.ts'
import { chooseLocalMedia, MAX_LOCAL_BYTES } from './localMedia.ts'
import { labelOf } from './parameterText.ts'
import { inside, type Outcome, type StepContext } from './stepContext.ts'

type Way = { readonly use: string | undefined } | { readonly type: true } | { readonly choose: true }

/** Characters of an address that a row has room for. */
const URL_LENGTH = 90

/** Asks for a video or image: one at hand, an address, or a local file. */
export async function askUrl(asking: StepContext, parameter: UrlParameter): Promise<Outcome> {
  const { draft } = asking
  for (;;) {
    const answer = await askPick(asking.frame, question(asking, parameter))
    if (answer.kind !== 'given') return answer.kind
    if ('use' in answer.value) {
      draft.set(parameter.name, answer.value.use)
      return 'done'
    }
    if ('type' in answer.value) {
      const frame = inside(asking.frame, vscode.l10n.t('Enter a URL'))
      const outcome = await askTyped({ frame, draft }, parameter)
      if (outcome !== 'back') return outcome
      continue
    }
    const [uri] = await chooseLocalMedia(parameter.media, false)
    if (uri === undefined) continue
    draft.set(parameter.name, uri)
    return 'done'
  }
}

function question({ draft, offers = [] }: StepContext, parameter: UrlParameter) {
  const current = draft.value(parameter.name)
  const rows: PickItem<Way>[] = []
  if (typeof current === 'string') rows.push(useRow(current, vscode.l10n.t('Chosen'), 'check'))
  for (const offer of offers) if (offer.value !== current) rows.push(useRow(offer.value, offer.from, 'link'))
  rows.push(enterRow(draft.typedText(parameter.name)), localRow(parameter))
  if (!parameter.required) {
    rows.push({
      label: vscode.l10n.t('Not Set'),
      iconPath: new vscode.ThemeIcon(current === undefined ? 'check' : 'circle-slash'),
      value: { use: undefined },
    })
  }
  return {
    placeholder: vscode.l10n.t('{0}: paste a URL or choose', labelOf(parameter)),
    rows,
    active: rows[0],
    typedRow: (text: string) => typedRow(text, parameter, (kept) => draft.keepTyped(parameter.name, kept)),
  }
}

/** What is pasted here is taken as it is when it can be used; else the box opens with it and says what is wrong. */
function typedRow(text: string, parameter: UrlParameter, keep: (text: string) => void): PickItem<Way> | undefined {
  if (!/[:/.]/.test(text)) return undefined
  keep(text)
  const check = parseInput(parameter, text)
  if (check.ok) return { ...useRow(text, '', 'globe'), alwaysShow: true }
  return {
    label: sanitizeText(check.message, 200),
    iconPath: new vscode.ThemeIcon('error', new vscode.ThemeColor('errorForeground')),
    alwaysShow: true,
    value: { type: true },
  }
}

function useRow(url: string, description: string, icon: string): PickItem<Way> {
  const label = sanitizeText(describeValue(url, vscode.env.language, URL_LENGTH), URL_LENGTH + 10)
  return { label, description, iconPath: new vscode.ThemeIcon(icon), value: { use: url } }
}

function enterRow(typed: string | undefined): PickItem<Way> {
  return {
    label: vscode.l10n.t('Enter a URL…'),
    description: sanitizeText(typed ?? '', 60),
    iconPath: new vscode.ThemeIcon('globe'),
    value: { type: true },
  }
}

function localRow({ media }: UrlParameter): PickItem<Way> {
  return {
    label: media === 'video' ? vscode.l10n.t('Choose a Local Video…') : vscode.l10n.t('Choose a Local Image…'),
    description: vscode.l10n.t(
      'sent inside the request, {0} at most',
      formatBytes(MAX_LOCAL_BYTES[media], vscode.env.language),
    ),
    iconPath: new vscode.ThemeIcon('folder-opened'),
    value: { choose: true },
  }
}
