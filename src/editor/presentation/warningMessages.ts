import { type ApiDocument, CURRENT_API_DOCUMENT } from '../../core/model/apiDocuments.ts'
import { documentedParameter } from '../../core/model/documentedParameter.ts'
import { findParameter, type Model, type Parameter } from '../../core/model/parameter.ts'
import { documentWarnings, type RequestWarning } from '../../core/model/requestWarnings.ts'
import type { L10n } from './l10n.ts'

/** Says what a valid value may not do. May hold a host name from the request: sanitize before showing. */
export function warningMessage(model: Model, warning: RequestWarning, l10n: L10n): string {
  const labelOf = (name: string) => {
    const parameter = findParameter(model, name)
    return parameter ? l10n.t(parameter.label) : name
  }
  const label = labelOf(warning.name)
  switch (warning.code) {
    case 'ignoredWhileOn':
      return l10n.t('"{0}" is ignored while "{1}" is on.', label, labelOf(warning.by))
    case 'maybeIgnoredWhileOn':
      return l10n.t('"{0}" may be ignored while "{1}" is on.', label, labelOf(warning.by))
    case 'ignoredUnlessOn':
      return l10n.t('"{0}" is ignored unless "{1}" is on.', label, labelOf(warning.by))
    case 'ignoredUnlessPositive':
      return l10n.t('"{0}" is ignored unless "{1}" is greater than 0.', label, labelOf(warning.by))
    case 'videoInResponse':
      return l10n.t('The video is returned in the response, so there is no URL to copy.')
    case 'unlistedParameter':
      return l10n.t('The current API documentation doesn\'t list "{0}". The service may ignore or reject it.', label)
    case 'unlistedValue':
      return unlistedValueMessage(findParameter(model, warning.name), warning.document, label, l10n)
    case 'localUrl':
      return l10n.t('"{0}" is on this computer ({1}). Only the sandbox can access it.', label, warning.host)
    case 'plainHttp':
      return l10n.t('"{0}" is an http URL. The service may accept only https URLs.', label)
  }
}

/** A note beside a value that can be chosen. Returns undefined if every API document lists the value. */
export function valueNote(parameter: Parameter, value: unknown, l10n: L10n): string | undefined {
  const warning = documentWarnings(parameter, value).find(({ code }) => code === 'unlistedValue')
  if (warning?.code !== 'unlistedValue') return undefined
  return warning.document === CURRENT_API_DOCUMENT
    ? l10n.t("The current API documentation doesn't list this value. The service may reject it.")
    : l10n.t("Earlier API documentation doesn't list this value. The service may reject it.")
}

function unlistedValueMessage(
  parameter: Parameter | undefined,
  document: ApiDocument,
  label: string,
  l10n: L10n,
): string {
  const documented = parameter && documentedParameter(parameter, document)
  if (documented?.kind === 'urlList') {
    const { minItems, maxItems } = documented
    return l10n.t(
      'The API documentation asks for {0} to {1} items in "{2}". The service may reject the list.',
      minItems,
      maxItems,
      label,
    )
  }
  if (document === CURRENT_API_DOCUMENT) {
    return l10n.t('The current API documentation doesn\'t list this value of "{0}". The service may reject it.', label)
  }
  const isNumber = documented?.kind === 'integer' || documented?.kind === 'number'
  return isNumber && documented.min !== undefined && documented.max !== undefined
    ? l10n.t(
        'Earlier API documentation lists only {0} to {1} for "{2}". The service may reject this value.',
        documented.min,
        documented.max,
        label,
      )
    : l10n.t('Earlier API documentation doesn\'t list this value of "{0}". The service may reject it.', label)
}
