import type { Model } from '../../core/model/parameter.ts'
import { findParameter } from '../../core/model/parameter.ts'
import type { RequestFileIssue } from '../../core/model/requestFile.ts'
import type { L10n } from './l10n.ts'
import { validationMessage } from './validationMessages.ts'

/** Says what is wrong with a request file and how to fix it. May quote a value: sanitize before showing. */
export function requestFileMessage(model: Model, issue: RequestFileIssue, l10n: L10n): string {
  const labelOf = (name: string) => {
    const parameter = findParameter(model, name)
    return parameter ? l10n.t(parameter.label) : name
  }
  if (issue.code === 'unknownParameter' && issue.name === '$schema') {
    return l10n.t('Remove $schema. The schema of request files is built in, and another one could be downloaded.')
  }
  switch (issue.code) {
    case 'syntax':
      return l10n.t('The file is not valid JSON.')
    case 'tooLarge':
      return l10n.t('The file is too large. Use URLs or paths of local files instead of data: URIs.')
    case 'notARequest':
      return l10n.t('A request file must be an object with parameters, or a list of such objects.')
    case 'notAnObject':
      return l10n.t('A request must be an object with parameters.')
    case 'emptyList':
      return l10n.t('The list has no requests.')
    case 'unknownModel':
      return l10n.t('This model is not supported.')
    case 'invalidMatrix':
      return l10n.t('A matrix must be an object with at least one parameter and a list of its values.')
    case 'invalidAxis':
      return l10n.t('{0} must be a list of at least one value in a matrix.', labelOf(issue.name))
    case 'duplicateValue':
      return l10n.t('{0} has this value twice in the matrix.', labelOf(issue.name))
    default:
      return validationMessage(model, issue, l10n)
  }
}
