import type { GenerationRequest } from '../job/job.ts'
import { formatBytes } from '../text/format.ts'
import { parseDataUri } from './mediaUrl.ts'
import { modelById } from './models.ts'
import { type Parameter, parameterNamed } from './parameter.ts'
import { shorten } from './validationMessages.ts'

/** One line of a request as it is shown. */
export interface SummaryRow {
  /** The API's field name. */
  readonly name: string
  readonly label: string
  /** One line of plain text, not escaped for any markup. */
  readonly value: string
}

/**
 * A request in the order of its model's table, for a tooltip or a preview: only what was set. Unknown models and fields
 * (a job of another version) are shown by their API names. Values are cut to `maxLength` characters.
 */
export function describeRequest(request: GenerationRequest, locale: string, maxLength = 200): SummaryRow[] {
  const model = modelById(request.model)
  const known = model?.parameters.map((parameter) => parameter.name) ?? []
  const names = Object.keys(request.values)
  const ordered = [...known.filter((name) => names.includes(name)), ...names.filter((name) => !known.includes(name))]
  const rows = ordered.map((name) => {
    const parameter = model && parameterNamed(model, name)
    return { name, label: parameter?.label ?? name, value: describeValue(request.values[name], locale, maxLength) }
  })
  return [{ name: 'model', label: 'Model', value: model?.label ?? request.model }, ...rows]
}

/** A value of a request as one line of text: “On”, “720p”, “data: video/mp4, 3.2 MB”. */
export function describeValue(value: unknown, locale: string, maxLength = 200): string {
  if (typeof value === 'boolean') return value ? 'On' : 'Off'
  if (Array.isArray(value)) {
    const each = Math.max(20, Math.floor(maxLength / Math.max(1, value.length)))
    return shorten(value.map((item) => describeValue(item, locale, each)).join(', '), maxLength)
  }
  if (typeof value !== 'string') return shorten(JSON.stringify(value) ?? String(value), maxLength)
  const data = parseDataUri(value)
  if (data) return `data: ${data.mediaType}, ${formatBytes(data.sizeBytes, locale)}`
  return shorten(
    value
      .slice(0, maxLength * 4)
      .replace(/\s+/g, ' ')
      .trim(),
    maxLength,
  )
}

/** What applies when the parameter is not set: “default: 81”, or “not set” where the service documents nothing. */
export function describeUnset(parameter: Parameter, maxLength = 60): string {
  const value = 'default' in parameter ? parameter.default : undefined
  return value === undefined ? 'not set' : `default: ${shorten(String(value), maxLength)}`
}
