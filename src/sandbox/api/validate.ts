import { Refusal } from '../http/reply.ts'
import { type Field, MODELS } from './parameters.ts'

/** A body that passed: the model's id and the whole body as it came. */
export interface CheckedBody {
  readonly model: string
  readonly values: Readonly<Record<string, unknown>>
}

/** Checks a POST body against the model's table. Throws 400 naming every wrong field, 404 for an unknown model. */
export function checkBody(text: string): CheckedBody {
  const body = parse(text)
  const model = body['model']
  if (typeof model !== 'string') throw invalid([`model: Expected string, received ${received(model)}`])
  const fields = MODELS.get(model)
  if (!fields) throw new Refusal(404, `Model not found: ${short(model)}`)
  const problems: string[] = []
  for (const [name, field] of Object.entries(fields)) {
    const value = body[name]
    if (value === undefined && !field.required) continue
    const expected = expectation(field, value)
    if (expected !== undefined) problems.push(`${name}: Expected ${expected}, received ${received(value)}`)
  }
  if (problems.length > 0) throw invalid(problems)
  return { model, values: body }
}

function parse(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refusal(400, 'Expected a JSON body, received text that cannot be parsed')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refusal(400, `Expected an object as body, received ${received(value)}`)
  }
  return value as Record<string, unknown>
}

function invalid(problems: readonly string[]): Refusal {
  return new Refusal(400, problems.join('; '))
}

/** What the field wants, in words, when `value` is not it; undefined when it is. */
function expectation(field: Field, value: unknown): string | undefined {
  switch (field.kind) {
    case 'text':
      return typeof value === 'string' && value.trim() !== '' ? undefined : 'a non-empty string'
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'boolean'
    case 'number':
      return typeof value === 'number' ? undefined : 'number'
    case 'integer': {
      const { min = -Infinity, max = Infinity } = field
      return Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max
        ? undefined
        : `integer${bounds(min, max)}`
    }
    case 'choice':
      return field.of.some((one) => one === value) ? undefined : field.of.map((one) => `'${one}'`).join(' | ')
    case 'link':
      return isLink(value, field.media) ? undefined : `an http(s) URL or a data: URI of ${article(field.media)}`
    case 'links': {
      const { min, max, media } = field
      const ok = Array.isArray(value) && value.length >= min && value.length <= max
      return ok && value.every((one) => isLink(one, media)) ? undefined : `an array of ${min} to ${max} URLs`
    }
  }
}

function bounds(min: number, max: number): string {
  if (min === -Infinity) return ''
  return max === Infinity ? ` of ${min} or more` : ` from ${min} to ${max}`
}

function article(media: string): string {
  return media === 'image' ? 'an image' : `a ${media}`
}

function isLink(value: unknown, media: string): boolean {
  if (typeof value !== 'string') return false
  if (/^data:/i.test(value))
    return value.slice(5, 6 + media.length).toLowerCase() === `${media}/` && value.includes(',')
  return /^https?:\/\//i.test(value) && URL.canParse(value)
}

/** The value as an error text may hold it: short, and never a whole `data:` URI. */
function received(value: unknown): string {
  if (value === undefined) return 'undefined'
  if (Array.isArray(value)) return `array of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'object'
  return short(JSON.stringify(value))
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
