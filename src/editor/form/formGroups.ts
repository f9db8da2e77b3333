import type { Model, Parameter, ParameterGroup } from '../../core/model/parameter.ts'
import { editableParameters } from '../../core/model/parameter.ts'
import type { L10n } from '../presentation/l10n.ts'

/** A section of the form. */
export interface FormSection {
  readonly id: string
  readonly label: string
  readonly isOpen: boolean
  readonly parameters: readonly Parameter[]
}

/** Returns the sections that have parameters. Every editable parameter is in exactly one of them. */
export function formSections(model: Model, l10n: L10n): FormSection[] {
  const section = (id: string, label: string, groups: readonly ParameterGroup[]): FormSection => ({
    id,
    label,
    isOpen: id === 'content',
    parameters: editableParameters(model)
      .filter(({ group }) => groups.includes(group))
      .sort((left, right) => Number(isWide(right)) - Number(isWide(left))),
  })
  return [
    section('content', l10n.t('Source and Prompt'), ['source', 'prompt']),
    section('size', l10n.t('Size and Time'), ['size', 'frames']),
    section('references', l10n.t('References'), ['images']),
    section('guidance', l10n.t('Guidance and Quality'), ['sampling']),
    section('timing', l10n.t('Interpolation and Downsampling'), ['timing']),
    section('output', l10n.t('Output'), ['quality']),
    section('safety', l10n.t('Safety'), ['service']),
  ].filter(({ parameters }) => parameters.length > 0)
}

/** Texts and media come first and take the full width. The others follow in columns. */
function isWide({ kind }: Parameter): boolean {
  return kind === 'text' || kind === 'url' || kind === 'urlList'
}
