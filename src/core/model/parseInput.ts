import { excerpt } from './excerpt.ts'
import { mediaUrlIssue } from './mediaUrl.ts'
import { normalizeText } from './normalizeText.ts'
import type { NumberParameter, Parameter, UrlListParameter } from './parameter.ts'
import type { ValidationIssue, ValueIssue } from './validationIssue.ts'

/**
 * `value` is undefined if the text is empty and the parameter is optional, also if the parameter allows an empty text: a
 * surface offers that as a separate choice.
 */
export type ParsedInput =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly issue: ValidationIssue }

type ParsedValue = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly issue: ValueIssue }

/**
 * Parses what the user typed for a parameter and validates it against the parameter table. Fast enough to run on every
 * keystroke, and does not load zod. Returns the same issue as `validateRequest`.
 */
export function parseInput(parameter: Parameter, text: string): ParsedInput {
  const parsed = parseValue(parameter, normalizeText(text))
  return parsed.ok ? parsed : { ok: false, issue: { name: parameter.name, ...parsed.issue } }
}

/** Formats a value as text that `parseInput` parses to the same value, except for the empty text. */
export function toInputText(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(String).join('\n')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function parseValue(parameter: Parameter, text: string): ParsedValue {
  if (text === '') return parameter.required ? invalid({ code: 'missing' }) : valid(undefined)
  switch (parameter.kind) {
    case 'text':
      return valid(text)
    case 'url': {
      const url = mediaUrlIssue(parameter.media, text)
      return url === undefined ? valid(text) : invalid({ code: 'invalidUrl', url })
    }
    case 'urlList':
      return parseList(parameter, text.split(/\s+/))
    case 'boolean':
      return text === 'true' || text === 'false' ? valid(text === 'true') : invalid({ code: 'wrongType' })
    case 'enum':
      return parameter.values.includes(text) ? valid(text) : invalid({ code: 'notAllowed', text: excerpt(text) })
    case 'integer':
    case 'number':
      return parseNumber(parameter, text)
  }
}

function parseNumber(parameter: NumberParameter, text: string): ParsedValue {
  const value = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
  if (!Number.isFinite(value)) return invalid({ code: 'notANumber', text: excerpt(text) })
  if (parameter.kind === 'integer' && !Number.isInteger(value))
    return invalid({ code: 'notAnInteger', text: excerpt(text) })
  if (parameter.kind === 'integer' && !Number.isSafeInteger(value))
    return invalid({ code: 'unsafeInteger', text: excerpt(text) })
  const { min = -Infinity, max = Infinity } = parameter
  if (value < min || value > max) return invalid({ code: 'outOfRange', value })
  // Not -0, which JSON does not carry.
  return valid(value === 0 ? 0 : value)
}

function parseList(parameter: UrlListParameter, items: readonly string[]): ParsedValue {
  if (items.length < parameter.minItems || items.length > parameter.maxItems) {
    return invalid({ code: 'wrongItemCount', count: items.length })
  }
  for (const [index, item] of items.entries()) {
    const url = mediaUrlIssue(parameter.media, item)
    if (url !== undefined) return invalid({ code: 'invalidUrl', url, item: index + 1 })
  }
  return valid(items)
}

function valid(value: unknown): ParsedValue {
  return { ok: true, value }
}

function invalid(issue: ValueIssue): ParsedValue {
  return { ok: false, issue }
}
