import { HttpError } from '../http/httpError.ts'
import { type Field, findModelId, MODELS } from './modelFields.ts'

/** A valid request body. */
export interface GenerationRequest {
  /** The model ID, also if the body has an alias. */
  readonly model: string
  /** The whole body, including `model` and unknown fields. */
  readonly values: Readonly<Record<string, unknown>>
}

/** Parses and validates a POST body. Throws a 400 that names every invalid field, or a 404 for an unknown model. */
export function parseRequestBody(text: string): GenerationRequest {
  const values = parseObject(text)
  const name = values['model']
  if (typeof name !== 'string') throw validationError([`model: Expected string, received ${describe(name)}`])
  const model = findModelId(name)
  const fields = model && MODELS.get(model)
  if (!model || !fields) throw new HttpError(404, `Model not found: ${truncate(name)}`)
  const issues: string[] = []
  for (const [fieldName, field] of Object.entries(fields)) {
    const value = values[fieldName]
    if (value === undefined && !field.required) continue
    const expected = unmetExpectation(field, value)
    if (expected !== undefined) issues.push(`${fieldName}: Expected ${expected}, received ${describe(value)}`)
  }
  if (issues.length > 0) throw validationError(issues)
  return { model, values }
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new HttpError(400, 'Expected JSON body, received invalid JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HttpError(400, `Expected object as body, received ${describe(value)}`)
  }
  return value as Record<string, unknown>
}

function validationError(issues: readonly string[]): HttpError {
  return new HttpError(400, issues.join('; '))
}

/** Returns what the field expects if `value` is invalid; undefined if it is valid. */
function unmetExpectation(field: Field, value: unknown): string | undefined {
  switch (field.type) {
    case 'string':
      if (field.allowEmpty) return typeof value === 'string' ? undefined : 'string'
      return typeof value === 'string' && value.trim() !== '' ? undefined : 'non-empty string'
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'boolean'
    case 'number':
      return typeof value === 'number' ? undefined : 'number'
    case 'integer': {
      const { min = -Infinity, max = Infinity } = field
      return Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max
        ? undefined
        : `integer${describeBounds(min, max)}`
    }
    case 'enum':
      return field.values.some((one) => one === value) ? undefined : field.values.map((one) => `'${one}'`).join(' | ')
    case 'uri':
      return isMediaUri(value, field.media) ? undefined : `http(s) URL or data: URI of type ${field.media}`
    case 'uriList': {
      const { min, max, media } = field
      const isValid = Array.isArray(value) && value.length >= min && value.length <= max
      return isValid && value.every((one) => isMediaUri(one, media)) ? undefined : `array of ${min} to ${max} URLs`
    }
  }
}

function describeBounds(min: number, max: number): string {
  if (min === -Infinity) return ''
  return max === Infinity ? ` of ${min} or more` : ` from ${min} to ${max}`
}

function isMediaUri(value: unknown, media: string): boolean {
  if (typeof value !== 'string') return false
  if (/^data:/i.test(value)) {
    return value.slice(5, 6 + media.length).toLowerCase() === `${media}/` && value.includes(',')
  }
  return /^https?:\/\//i.test(value) && URL.canParse(value)
}

/** Describes a value for an error message: short, and never a whole `data:` URI. */
function describe(value: unknown): string {
  if (value === undefined) return 'undefined'
  if (Array.isArray(value)) return `array of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'object'
  return truncate(JSON.stringify(value))
}

function truncate(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
