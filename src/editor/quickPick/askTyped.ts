import * as vscode from 'vscode'
import { parseDataUri } from '../../core/model/mediaUrl.ts'
import { notes } from '../../core/model/notes.ts'
import type { Parameter } from '../../core/model/parameter.ts'
import { parseInput, textOf } from '../../core/model/parseInput.ts'
import { describeUnset } from '../../core/model/summary.ts'
import { askText } from './inputs.ts'
import { helpOf } from './parameterText.ts'
import type { Outcome, StepContext } from './stepContext.ts'
import type { Offer } from './suggestions.ts'

const Severity = vscode.InputBoxValidationSeverity

/** Asks for a parameter by typing. Left empty, an optional one is not set. */
export async function askTyped({ frame, draft, offers }: StepContext, parameter: Parameter): Promise<Outcome> {
  const { name } = parameter
  const current = editable(draft.value(name)) ?? offers?.[0]?.value ?? ''
  const offer = offers?.[0]
  const value = draft.typedText(name) ?? oneLine(current)
  const answer = await askText(frame, {
    value,
    // What was entered before comes first; what lies at hand is one click away.
    offer:
      offer && oneLine(offer.value) !== value ? { button: offerButton(offer), text: oneLine(offer.value) } : undefined,
    prompt: helpOf(parameter),
    placeholder: placeholderOf(parameter),
    check: (text) => {
      const check = parseInput(parameter, text)
      if (!check.ok) return { message: check.message, severity: Severity.Error }
      const told = notes(draft.model, { ...draft.toValues(), [name]: check.value }).filter((note) => note.name === name)
      return told.length === 0
        ? undefined
        : { message: told.map((note) => note.message).join(' '), severity: Severity.Info }
    },
    typed: (text) => draft.keepTyped(name, text),
  })
  if (answer.kind !== 'given') return answer.kind
  // The box shows one line; a text of several is kept as it was unless it was changed.
  const origin = [current, offer?.value].find((text) => text !== undefined && oneLine(text) === answer.value)
  const check = parseInput(parameter, origin ?? answer.value)
  if (check.ok) draft.set(name, check.value)
  return 'done'
}

/** A value as text for a box; a `data:` URI of megabytes is none. */
function editable(value: unknown): string | undefined {
  const text = textOf(value)
  return text === '' || parseDataUri(text) ? undefined : text
}

function offerButton({ from }: Offer): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon('list-selection'), tooltip: vscode.l10n.t('Use: {0}', from) }
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ')
}

function placeholderOf(parameter: Parameter): string {
  if (parameter.kind === 'url')
    return parameter.media === 'video' ? 'https://example.com/dance.mp4' : 'https://example.com/picture.png'
  if (parameter.required) return vscode.l10n.t('A dancer in a red coat on a rooftop at dusk')
  return describeUnset(parameter, 100)
}
