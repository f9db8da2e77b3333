import * as vscode from 'vscode'
import { parseDataUri } from '../../core/model/mediaUrl.ts'
import type { Parameter } from '../../core/model/parameter.ts'
import { parseInput, toInputText } from '../../core/model/parseInput.ts'
import { truncate } from '../../core/text/truncate.ts'
import { validationMessage } from '../presentation/validationMessages.ts'
import type { Draft } from './draft.ts'
import { warningTexts } from './draftWarnings.ts'
import { showTextInput } from './inputs.ts'
import { parameterHelp } from './parameterText.ts'
import type { StepContext, StepResult } from './stepContext.ts'

const PLACEHOLDER_LENGTH = 100

/** Asks for a parameter with an input box. An optional parameter is unset if the box is empty. */
export async function askText({ step, draft, suggestions }: StepContext, parameter: Parameter): Promise<StepResult> {
  const { name } = parameter
  const suggestion = suggestions?.[0]
  const current = editableText(draft.get(name)) ?? suggestion?.value ?? ''
  const value = draft.pendingText(name) ?? toOneLine(current)
  const result = await showTextInput(step, {
    value,
    suggestion:
      suggestion && toOneLine(suggestion.value) !== value
        ? { button: suggestionButton(), text: toOneLine(suggestion.value) }
        : undefined,
    prompt: parameterHelp(parameter),
    placeholder: placeholderOf(parameter),
    validate: (text) => validate(draft, parameter, text),
    onDidChange: (text) => draft.setPendingText(name, text),
  })
  if (result.kind !== 'accepted') return result.kind
  // The box has a single line. Keep the line breaks of a text that was not edited.
  const unedited = [current, suggestion?.value].find((text) => text !== undefined && toOneLine(text) === result.value)
  const parsed = parseInput(parameter, unedited ?? result.value)
  if (parsed.ok) draft.set(name, parsed.value)
  return 'done'
}

function validate(draft: Draft, parameter: Parameter, text: string): vscode.InputBoxValidationMessage | undefined {
  const { l10n, InputBoxValidationSeverity: Severity } = vscode
  const parsed = parseInput(parameter, text)
  if (!parsed.ok) {
    return { message: validationMessage(draft.model, parsed.issue, l10n), severity: Severity.Error }
  }
  const warnings = warningTexts(draft, parameter.name, parsed.value)
  return warnings.length === 0 ? undefined : { message: warnings.join(' '), severity: Severity.Warning }
}

/** The text of a value, or undefined if there is none or it is a `data:` URI, which can have megabytes. */
function editableText(value: unknown): string | undefined {
  const text = toInputText(value)
  return text === '' || parseDataUri(text) ? undefined : text
}

function suggestionButton(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon('list-selection'), tooltip: vscode.l10n.t('Use Selected Text') }
}

function toOneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ')
}

function placeholderOf(parameter: Parameter): string {
  if (parameter.kind === 'url') {
    return parameter.media === 'video' ? 'https://example.com/dance.mp4' : 'https://example.com/picture.png'
  }
  if (parameter.required) return vscode.l10n.t('A dancer in a red coat on a rooftop at dusk')
  const value = 'default' in parameter ? parameter.default : undefined
  return value === undefined
    ? vscode.l10n.t('Optional')
    : vscode.l10n.t('Default: {0}', truncate(String(value), PLACEHOLDER_LENGTH))
}
