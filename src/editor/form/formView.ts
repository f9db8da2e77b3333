import type { Model, NumberParameter, Parameter } from '../../core/model/parameter.ts'
import { truncate } from '../../core/text/truncate.ts'
import type { FormControl, FormField, FormStrings, FormView } from '../../protocol/form.ts'
import type { L10n } from '../presentation/l10n.ts'
import { parameterChoices } from '../presentation/parameterChoices.ts'
import { formSections } from './formGroups.ts'

const PLACEHOLDER_LENGTH = 400

export interface FormViewOptions {
  readonly title: string
  readonly notice: string | undefined
}

/** Makes the page's controls from the parameter table. */
export function formView(model: Model, { title, notice }: FormViewOptions, l10n: L10n): FormView {
  return {
    title,
    ...(notice === undefined ? {} : { notice }),
    groups: formSections(model, l10n).map(({ id, label, isOpen, parameters }) => ({
      id,
      label,
      isOpen,
      fields: parameters.map((parameter) => formField(parameter, l10n)),
    })),
    strings: formStrings(l10n),
  }
}

function formField(parameter: Parameter, l10n: L10n): FormField {
  return {
    name: parameter.name,
    label: l10n.t(parameter.label),
    help: l10n.t(parameter.help),
    isRequired: parameter.required === true,
    control: formControl(parameter, l10n),
  }
}

function formControl(parameter: Parameter, l10n: L10n): FormControl {
  switch (parameter.kind) {
    case 'text':
      return {
        kind: 'text',
        placeholder: textPlaceholder(parameter, l10n),
        ...(parameter.allowsEmpty ? { emptyLabel: l10n.t('Send an empty text, which turns the default off') } : {}),
      }
    case 'integer':
    case 'number':
      return parameter.name === 'seed'
        ? { kind: 'seed', placeholder: l10n.t('Random') }
        : { kind: 'number', placeholder: numberPlaceholder(parameter, l10n), ...slider(parameter, l10n) }
    case 'boolean':
    case 'enum': {
      const choices = parameterChoices(parameter, l10n).map(({ label, value, note }) => ({
        label,
        value: value === undefined ? '' : String(value),
        ...(note === undefined ? {} : { description: note }),
      }))
      return { kind: parameter.kind === 'boolean' ? 'toggle' : 'select', choices }
    }
    case 'url': {
      const { media } = parameter
      const isVideo = media === 'video'
      return {
        kind: 'media',
        media,
        placeholder: isVideo ? 'https://example.com/dance.mp4' : 'https://example.com/picture.png',
        chooseLabel: isVideo ? l10n.t('Choose Video…') : l10n.t('Choose Image…'),
      }
    }
    case 'urlList': {
      const { media, maxItems } = parameter
      const chooseLabel = media === 'video' ? l10n.t('Choose Videos…') : l10n.t('Choose Images…')
      return { kind: 'mediaList', media, placeholder: 'https://example.com/picture.png', chooseLabel, maxItems }
    }
  }
}

function textPlaceholder(parameter: Extract<Parameter, { kind: 'text' }>, l10n: L10n): string {
  if (parameter.required) return l10n.t('A dancer in a red coat on a rooftop at dusk')
  return parameter.default === undefined
    ? l10n.t('Optional')
    : l10n.t('Default: {0}', truncate(parameter.default, PLACEHOLDER_LENGTH))
}

function numberPlaceholder(parameter: NumberParameter, l10n: L10n): string {
  return parameter.default === undefined ? l10n.t('Optional') : String(parameter.default)
}

function slider(parameter: NumberParameter, l10n: L10n): Pick<Extract<FormControl, { kind: 'number' }>, 'slider'> {
  const { min, max } = parameter
  if (min === undefined || max === undefined) return {}
  const label = l10n.t('{0}, slider', l10n.t(parameter.label))
  return {
    slider: {
      min,
      max,
      step: parameter.kind === 'integer' ? 1 : (max - min) / 100,
      initial: parameter.default ?? min,
      label,
    },
  }
}

function formStrings(l10n: L10n): FormStrings {
  return {
    characters: l10n.t('{0} characters'),
    modified: l10n.t('Modified'),
    reset: l10n.t('Reset to Default: {0}'),
    restoreOriginal: l10n.t('Restore Original: {0}'),
    remove: l10n.t('Remove: {0}'),
    moveUp: l10n.t('Move Up: {0}'),
    moveDown: l10n.t('Move Down: {0}'),
    add: l10n.t('Add'),
    addUrls: l10n.t('URLs to add to {0}'),
    dropHint: l10n.t('You can also paste files, or drop them while you hold Shift.'),
    tooLargeToDrop: l10n.t('{0} is too large.'),
    moved: l10n.t('Moved to position {0} of {1}.'),
    randomSeed: l10n.t('Choose Random Seed'),
    lockSeed: l10n.t('Keep This Seed'),
    reuseSeed: l10n.t('Use Seed of Last Generation'),
    newSeed: l10n.t('New seed'),
    newSeedHelp: l10n.t('Chooses and sends a new random seed with each generation, so that you can repeat its result.'),
    expectedResult: l10n.t('Expected Result'),
    generate: l10n.t('Generate'),
    generateVariations: l10n.t('Generate Variations…'),
    startOver: l10n.t('Start Over'),
    presets: l10n.t('Presets…'),
  }
}
