import { l10n } from 'vscode'
import { findModel } from '../../../core/model/models.ts'
import { findParameter } from '../../../core/model/parameter.ts'
import type { Preset, PresetProblem } from '../../../core/model/presets.ts'
import { sanitizeText } from '../../../core/text/sanitize.ts'
import { DISPLAY_LANGUAGE } from '../../presentation/renderContext.ts'
import { formatValue } from '../../presentation/requestSummary.ts'
import { validationMessage } from '../../presentation/validationMessages.ts'

const VALUE_LENGTH = 40

/** The values of a preset in one line. */
export function presetSummary({ model: id, values }: Preset): string {
  const model = findModel(id)
  const texts = Object.entries(values).map(([name, value]) => {
    const parameter = model && findParameter(model, name)
    const label = parameter ? l10n.t(parameter.label) : name
    return l10n.t('{0}: {1}', label, formatValue(value, DISPLAY_LANGUAGE, VALUE_LENGTH))
  })
  return sanitizeText(texts.join(' · '), 300)
}

/** Says why presets were not imported. */
export function presetProblemText(problem: PresetProblem): string {
  switch (problem.code) {
    case 'tooLarge':
      return l10n.t('The text is too large to contain presets. Nothing was imported.')
    case 'notPresets':
      return l10n.t('The text contains no presets of Wan VACE Studio. Nothing was imported.')
    case 'unknownModel':
      return l10n.t(
        'The preset "{0}" is for the model {1}, which this version does not support. Nothing was imported.',
        problem.name,
        problem.model,
      )
    case 'noValues':
      return l10n.t('The preset "{0}" has no values. Nothing was imported.', problem.name)
    case 'invalidValue':
      return l10n.t(
        'The preset "{0}" is not valid. {1} Nothing was imported.',
        problem.name,
        validationMessage(problem.model, problem.issue, l10n),
      )
  }
}
