import * as vscode from 'vscode'
import type { UrlListParameter, UrlParameter } from '../../core/model/parameter.ts'
import { parseInput } from '../../core/model/parseInput.ts'
import { describeValue } from '../../core/model/summary.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import type { Draft } from './draft.ts'
import { askPick, askText, type PickItem } from './inputs.ts'
import { chooseLocalMedia } from './localMedia.ts'
import { helpOf } from './parameterText.ts'
import { inside, type Outcome, type StepContext } from './stepContext.ts'

type Way = 'done' | 'add' | 'choose' | 'clear' | { readonly remove: number }

/** Asks for a list of images, one row each, until its length is right. */
export async function askUrlList(asking: StepContext, parameter: UrlListParameter): Promise<Outcome> {
  const { draft, frame } = asking
  let items = itemsOf(draft, parameter.name)
  for (;;) {
    const fault = faultOf(parameter, items)
    const answer = await askPick<Way>(frame, {
      placeholder: fault ?? helpOf(parameter),
      rows: rowsOf(parameter, items, fault),
    })
    if (answer.kind !== 'given') return answer.kind
    const way = answer.value
    if (way === 'done' && fault === undefined) {
      draft.set(parameter.name, items.length === 0 ? undefined : items)
      return 'done'
    }
    if (way === 'add') {
      const added = await askUrls(asking, parameter, items)
      if (added === 'escaped') return 'escaped'
      items = [...items, ...added]
    }
    if (way === 'choose') items = [...items, ...(await chooseLocalMedia(parameter.media, true))]
    if (way === 'clear') items = []
    if (typeof way === 'object') items = items.filter((_, index) => index !== way.remove)
    draft.keepTyped(parameter.name, items.join('\n'))
  }
}

/** The list as it was left, finished or not. */
function itemsOf(draft: Draft, name: string): readonly string[] {
  const unfinished = draft.typedText(name)
  if (unfinished !== undefined) return unfinished.split('\n').filter((item) => item !== '')
  const value = draft.value(name)
  return Array.isArray(value) ? value.map(String) : []
}

/** One address or several with blanks between; none when the person went back. */
async function askUrls({ frame, draft }: StepContext, parameter: UrlListParameter, items: readonly string[]) {
  const each: UrlParameter = { ...parameter, kind: 'url' }
  const key = `${parameter.name} to add`
  const split = (text: string) => text.split(/\s+/).filter((part) => part !== '')
  const answer = await askText(inside(frame, vscode.l10n.t('Enter URLs')), {
    value: draft.typedText(key) ?? '',
    prompt: vscode.l10n.t('One URL, or several with spaces between.'),
    placeholder: 'https://example.com/front.png https://example.com/side.png',
    check: (text) => {
      const parts = split(text)
      const wrong = parts.map((part) => parseInput(each, part)).find((check) => !check.ok)
      const tooMany =
        items.length + parts.length > parameter.maxItems ? faultOf(parameter, [...items, ...parts]) : undefined
      const message = wrong?.ok === false ? wrong.message : tooMany
      return message === undefined ? undefined : { message, severity: vscode.InputBoxValidationSeverity.Error }
    },
    typed: (text) => draft.keepTyped(key, text),
  })
  if (answer.kind === 'escaped') return 'escaped'
  if (answer.kind === 'back') return []
  draft.set(key, undefined)
  return split(answer.value)
}

/** An empty list is not set, which is fine. */
function faultOf(parameter: UrlListParameter, items: readonly string[]): string | undefined {
  const check = parseInput(parameter, items.join('\n'))
  return check.ok ? undefined : check.message
}

function rowsOf(parameter: UrlListParameter, items: readonly string[], fault: string | undefined): PickItem<Way>[] {
  const rows = items.map((item, index): PickItem<Way> => {
    const remove = { remove: index }
    return {
      label: sanitizeText(describeValue(item, vscode.env.language, 90), 100),
      description: vscode.l10n.t('number {0}; choose it to remove it', index + 1),
      iconPath: new vscode.ThemeIcon('file-media'),
      buttons: [{ iconPath: new vscode.ThemeIcon('close'), tooltip: vscode.l10n.t('Remove'), value: remove }],
      value: remove,
    }
  })
  const actions: PickItem<Way>[] = []
  const icon = (id: string) => new vscode.ThemeIcon(id)
  if (fault === undefined) {
    const label = items.length === 0 ? vscode.l10n.t('Leave Not Set') : vscode.l10n.t('Done')
    actions.push({ label, iconPath: icon('check'), value: 'done' })
  }
  if (items.length < parameter.maxItems) {
    actions.push({ label: vscode.l10n.t('Enter URLs…'), iconPath: icon('globe'), value: 'add' })
    actions.push({ label: vscode.l10n.t('Choose Local Images…'), iconPath: icon('folder-opened'), value: 'choose' })
  }
  if (items.length > 0)
    actions.push({ label: vscode.l10n.t('Remove All'), iconPath: icon('clear-all'), value: 'clear' })
  return [...actions, ...rows]
}
