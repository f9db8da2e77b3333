import { findParameter, type Model } from '../../core/model/parameter.ts'
import type { RequestWarning } from '../../core/model/requestWarnings.ts'
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
    case 'undocumented':
      return l10n.t('"{0}" is undocumented. The service may ignore it.', label)
    case 'localUrl':
      return l10n.t('"{0}" is on this computer ({1}). Only the sandbox can access it.', label, warning.host)
    case 'plainHttp':
      return l10n.t('"{0}" is an http URL. The service may accept only https URLs.', label)
  }
}
