import type { SourceFacts } from '../../core/model/expectedResult.ts'
import { editableParameters, type Parameter } from '../../core/model/parameter.ts'
import { requestWarnings } from '../../core/model/requestWarnings.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import type { FormFieldStatus, FormMediaItem, FormStatus } from '../../protocol/form.ts'
import type { DraftMedia } from '../../protocol/storedDraft.ts'
import type { DisplayLanguage, L10n } from '../presentation/l10n.ts'
import { formatUnset, formatValue } from '../presentation/requestSummary.ts'
import { parameterMessage } from '../presentation/validationMessages.ts'
import { warningMessage } from '../presentation/warningMessages.ts'
import { type CheckedDraft, checkDraft } from './checkDraft.ts'
import type { FormDraft } from './formDraft.ts'
import { formSections } from './formGroups.ts'
import { summaryRows } from './formSummary.ts'
import type { Rejection } from './rejection.ts'

/** Characters of a quoted value, and of a whole sentence. */
const VALUE_LENGTH = 120
const SENTENCE_LENGTH = 500

/** What a status says besides the draft. */
export interface FormContext {
  /** Fields whose missing value is reported: those that the user edited, or all after an attempt to submit. */
  readonly reportsMissing: (name: string) => boolean
  /** Describes a file or an item of the original request. */
  readonly describe: (name: string, item: DraftMedia) => Omit<FormMediaItem, 'id' | 'isUrl'>
  readonly source: SourceFacts | undefined
  readonly cost: FormStatus['cost']
  readonly origin: string
  /** What the service rejected in the original request. */
  readonly rejection: Rejection | undefined
  readonly progress: string | undefined
}

/** Everything that the page shows of the values of a draft. */
export function formStatus(draft: FormDraft, context: FormContext, language: DisplayLanguage): FormStatus {
  const { l10n } = language
  const checked = checkDraft(draft)
  const fields = editableParameters(draft.model).map((parameter) =>
    fieldStatus(draft, checked, parameter, context, language),
  )
  const statusOf = new Map(fields.map((field) => [field.name, field]))
  return {
    fields,
    groups: formSections(draft.model, l10n).map(({ id, parameters }) => {
      const own = parameters.map(({ name }) => statusOf.get(name)).filter((field) => field !== undefined)
      const changed = own.filter((field) => field.isModified).length
      const issues = own.filter(hasIssue).length
      return {
        id,
        ...(changed > 0 ? { changed: l10n.t('{0} changed', changed) } : {}),
        ...(issues > 0 ? { issues: issues === 1 ? l10n.t('1 problem') : l10n.t('{0} problems', issues) } : {}),
      }
    }),
    summary: summaryRows(checked.values, context.source, language),
    cost: context.cost,
    origin: context.origin,
    newSeed: draft.newSeed,
    canReuseSeed: draft.lastSeed !== undefined && draft.lastSeed !== draft.text('seed'),
    isModified: draft.isModified,
    ...(context.progress === undefined ? {} : { progress: context.progress }),
  }
}

/** Whether the request cannot be sent because of the field. */
export function hasIssue(field: FormFieldStatus): boolean {
  return field.issue !== undefined || (field.items ?? []).some((item) => item.issue !== undefined)
}

function fieldStatus(
  draft: FormDraft,
  { values, issues, itemIssues }: CheckedDraft,
  parameter: Parameter,
  context: FormContext,
  language: DisplayLanguage,
): FormFieldStatus {
  const { l10n } = language
  const { name } = parameter
  const issue = issues.get(name)
  const isShown = issue !== undefined && (issue.code !== 'missing' || context.reportsMissing(name))
  const isModified = draft.isChanged(name)
  const notes = requestWarnings(draft.model, values).filter((warning) => warning.name === name)
  const items = draft.media(name).map((item): FormMediaItem => {
    if (item.kind !== 'url') return { id: item.id, isUrl: false, ...context.describe(name, item) }
    const invalid = itemIssues.get(item.id)
    return {
      id: item.id,
      label: item.url,
      isUrl: true,
      ...(invalid ? { issue: sentence(parameterMessage(parameter, invalid, l10n)) } : {}),
      hasPreview: false,
    }
  })
  return {
    name,
    ...(isShown ? { issue: sentence(parameterMessage(parameter, issue, l10n)) } : {}),
    ...(context.rejection?.name === name && !draft.isChanged(name) ? { rejection: context.rejection.text } : {}),
    notes: notes.map((warning) => sentence(warningMessage(draft.model, warning, l10n))),
    isModified,
    ...(draft.isEmpty(name) ? { isEmpty: true } : {}),
    ...(draft.original && isModified ? { original: originalText(draft, parameter, language) } : {}),
    ...(parameter.kind === 'url' || parameter.kind === 'urlList' ? { items } : {}),
  }
}

function originalText(draft: FormDraft, parameter: Parameter, language: DisplayLanguage): string {
  const value = draft.original?.[parameter.name]
  const text = value === undefined ? formatUnset(parameter, language.l10n) : formatValue(value, language, VALUE_LENGTH)
  return sentence(originalSentence(text, language.l10n))
}

function originalSentence(value: string, l10n: L10n): string {
  return l10n.t('Original: {0}', value)
}

/** The page shows sentences as plain text, but a value that they quote can have layout characters. */
function sentence(text: string): string {
  return toSingleLine(text, SENTENCE_LENGTH)
}
