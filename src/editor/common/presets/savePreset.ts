import * as vscode from 'vscode'
import type { RequestValues } from '../../../core/job/job.ts'
import { findParameter, type Model, type Parameter } from '../../../core/model/parameter.ts'
import { MAX_PRESET_NAME_LENGTH, type Preset } from '../../../core/model/presets.ts'
import { sanitizeText } from '../../../core/text/sanitize.ts'
import { DISPLAY_LANGUAGE } from '../../presentation/renderContext.ts'
import { formatValue } from '../../presentation/requestSummary.ts'
import type { PresetStore } from './presetStore.ts'

/** Values that belong to one video. They are saved only if the user selects them. */
const NOT_PRESELECTED: ReadonlySet<string> = new Set(['video_url', 'prompt', 'seed'])

/** Lets the user select values and enter a name, and saves them. Returns undefined if the user cancels. */
export async function savePreset(store: PresetStore, model: Model, values: RequestValues): Promise<Preset | undefined> {
  const items = Object.entries(values).flatMap(([name, value]) => {
    const parameter = findParameter(model, name)
    return parameter ? [valueItem(parameter, value)] : []
  })
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There are no values to save. Change a value first.'))
    return undefined
  }
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    ignoreFocusOut: true,
    title: vscode.l10n.t('Save as Preset: Values'),
    placeHolder: vscode.l10n.t('Select the values to save'),
  })
  if (!picked || picked.length === 0) return undefined
  const name = await askPresetName(store, vscode.l10n.t('Save as Preset: Name'), '')
  if (name === undefined) return undefined
  const preset = { name, model: model.id, values: Object.fromEntries(picked.map((item) => [item.name, item.value])) }
  await store.save(preset)
  return preset
}

/** Asks for the name of a preset. Returns undefined if the user cancels. */
export async function askPresetName(store: PresetStore, title: string, current: string): Promise<string | undefined> {
  const known = new Set((await store.list()).map(({ name }) => name))
  const name = await vscode.window.showInputBox({
    title,
    value: current,
    ignoreFocusOut: true,
    prompt: vscode.l10n.t('Enter a name for the preset'),
    validateInput: (text) => {
      const trimmed = text.trim()
      if (trimmed === '') return vscode.l10n.t('Enter a name.')
      if (/\p{C}/u.test(trimmed)) return vscode.l10n.t('The name contains a character that is not visible.')
      if (trimmed.length > MAX_PRESET_NAME_LENGTH) {
        return vscode.l10n.t('The name can have up to {0} characters.', MAX_PRESET_NAME_LENGTH)
      }
      if (trimmed === current || !known.has(trimmed)) return undefined
      const message = vscode.l10n.t('Replaces the preset with this name.')
      return { message, severity: vscode.InputBoxValidationSeverity.Warning }
    },
  })
  return name?.trim()
}

function valueItem(parameter: Parameter, value: unknown) {
  return {
    label: vscode.l10n.t(parameter.label),
    description: sanitizeText(formatValue(value, DISPLAY_LANGUAGE, 100)),
    picked: !NOT_PRESELECTED.has(parameter.name),
    name: parameter.name,
    value,
  }
}
