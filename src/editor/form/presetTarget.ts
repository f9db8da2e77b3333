import { parseDataUri } from '../../core/model/mediaUrl.ts'
import type { PresetTarget } from '../common/presets/showPresets.ts'
import { checkDraft } from './checkDraft.ts'
import type { FormDraft } from './formDraft.ts'

/** The valid values of a draft, without files. `onDidApply` gets the names of the fields that a preset changed. */
export function presetTarget(draft: FormDraft, onDidApply: (names: readonly string[]) => void): PresetTarget {
  const { values, issues } = checkDraft(draft)
  const isFile = (value: unknown) => typeof value === 'string' && parseDataUri(value) !== undefined
  const entries = Object.entries(values).filter(([name, value]) => !issues.has(name) && ![value].flat().some(isFile))
  return {
    model: draft.model,
    values: Object.fromEntries(entries),
    apply: (preset) => {
      draft.setValues(preset.values)
      onDidApply(Object.keys(preset.values))
    },
  }
}
