import type { GenerationRequest } from '../../core/job/job.ts'
import { documentedDefaults } from '../../core/model/documentedParameter.ts'
import { type DataUri, parseDataUri } from '../../core/model/mediaUrl.ts'
import { findModel } from '../../core/model/models.ts'
import { findParameter, type Parameter } from '../../core/model/parameter.ts'
import { formatBytes } from '../../core/text/format.ts'
import { truncate } from '../../core/text/truncate.ts'
import type { DisplayLanguage, L10n } from './l10n.ts'

/** One parameter of a request. */
export interface SummaryRow {
  /** The API's field name. */
  readonly name: string
  readonly label: string
  /** One line of plain text, not escaped. */
  readonly value: string
}

/**
 * Returns the parameters of a request that are set, in the order of the model's table. Unknown models and parameters (a
 * job of another version) are listed by their API names. Values are truncated to `maxLength` characters.
 */
export function summarizeRequest(request: GenerationRequest, language: DisplayLanguage, maxLength = 200): SummaryRow[] {
  const { l10n } = language
  const model = findModel(request.model)
  const known = model?.parameters.map((parameter) => parameter.name) ?? []
  const names = Object.keys(request.values)
  const ordered = [...known.filter((name) => names.includes(name)), ...names.filter((name) => !known.includes(name))]
  const rows = ordered.map((name) => {
    const parameter = model && findParameter(model, name)
    const label = parameter ? l10n.t(parameter.label) : name
    return { name, label, value: formatValue(request.values[name], language, maxLength) }
  })
  return [{ name: 'model', label: l10n.t('Model'), value: model ? l10n.t(model.label) : request.model }, ...rows]
}

/** Formats a value as one line, for example `On`, `720p` or `dance.mp4, 3.2 MB`. */
export function formatValue(value: unknown, language: DisplayLanguage, maxLength = 200): string {
  const { l10n, locale } = language
  if (typeof value === 'boolean') return value ? l10n.t('On') : l10n.t('Off')
  if (Array.isArray(value)) {
    const itemLength = Math.max(20, Math.floor(maxLength / Math.max(1, value.length)))
    return truncate(value.map((item) => formatValue(item, language, itemLength)).join(', '), maxLength)
  }
  if (typeof value !== 'string') return truncate(JSON.stringify(value) ?? String(value), maxLength)
  const data = parseDataUri(value)
  if (data) return formatDataUri(data, locale, maxLength)
  // Sliced first, so that the regular expression does not run over megabytes.
  const line = value
    .slice(0, maxLength * 4)
    .replace(/\s+/g, ' ')
    .trim()
  return line === '' ? emptyTextLabel(l10n) : truncate(line, maxLength)
}

/** The label of an empty text, which differs from one that is not set. */
export function emptyTextLabel(l10n: L10n): string {
  return l10n.t('None (empty)')
}

/** The name of the local file, or the media type if the URI comes from elsewhere, and the size. */
function formatDataUri({ fileName, mediaType, sizeBytes }: DataUri, locale: string, maxLength: number): string {
  const size = formatBytes(sizeBytes, locale)
  const source = fileName?.replace(/\s+/g, ' ').trim() || `data: ${mediaType}`
  return `${truncate(source, Math.max(20, maxLength - size.length - 2))}, ${size}`
}

/**
 * What applies if the parameter is not set, for example `81 (default)`, or `not set` if no default is documented. If the
 * API documents have different defaults, all of them.
 */
export function formatUnset(parameter: Parameter, l10n: L10n, maxLength = 60): string {
  const [value, other] = documentedDefaults(parameter)
  if (other !== undefined) return l10n.t('{0} or {1} (default)', String(value), String(other))
  if (value !== undefined) return l10n.t('{0} (default)', truncate(String(value), maxLength))
  switch (parameter.kind) {
    case 'boolean':
      return l10n.t('default')
    case 'url':
    case 'urlList':
      return l10n.t('none')
    default:
      return l10n.t('not set')
  }
}
