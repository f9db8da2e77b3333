import { cleanText } from './cleanText.ts'
import { mediaUrlIssue } from './mediaUrl.ts'
import type { NumberParameter, Parameter, UrlListParameter } from './parameter.ts'
import {
  missing,
  notAKind,
  notANumber,
  notExact,
  notListed,
  notWhole,
  outOfBounds,
  wrongCount,
} from './validationMessages.ts'

/** `value` is undefined when the text is empty and the parameter may stay unset. */
export type InputResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string }

/**
 * Reads what a person typed for a parameter and checks it against the table, cheaply enough for every key stroke and
 * without the schema library. The verdict and the sentence are those of `validateRequest`.
 */
export function parseInput(parameter: Parameter, text: string): InputResult {
  const trimmed = cleanText(text)
  if (trimmed === '') return parameter.required ? fault(missing(parameter)) : good(undefined)
  switch (parameter.kind) {
    case 'text':
      return good(trimmed)
    case 'url': {
      const wrong = mediaUrlIssue(parameter.media, trimmed)
      return wrong === undefined ? good(trimmed) : fault(`${parameter.label} ${wrong}`)
    }
    case 'urlList':
      return checkList(parameter, trimmed.split(/\s+/))
    case 'boolean':
      return trimmed === 'true' || trimmed === 'false' ? good(trimmed === 'true') : fault(notAKind(parameter))
    case 'enum':
      return parameter.values.includes(trimmed) ? good(trimmed) : fault(notListed(parameter, trimmed))
    case 'integer':
    case 'number':
      return checkNumber(parameter, trimmed)
  }
}

/** The text that `parseInput` reads back as that value: what an input box starts with. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(String).join('\n')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function checkNumber(parameter: NumberParameter, text: string): InputResult {
  const value = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
  if (!Number.isFinite(value)) return fault(notANumber(parameter, text))
  if (parameter.kind === 'integer' && !Number.isInteger(value)) return fault(notWhole(parameter, text))
  if (parameter.kind === 'integer' && !Number.isSafeInteger(value)) return fault(notExact(parameter, text))
  const { min = -Infinity, max = Infinity } = parameter
  if (value < min || value > max) return fault(outOfBounds(parameter, value))
  return good(value === 0 ? 0 : value)
}

function checkList(parameter: UrlListParameter, items: readonly string[]): InputResult {
  if (items.length < parameter.minItems || items.length > parameter.maxItems) {
    return fault(wrongCount(parameter, items.length))
  }
  for (const [index, item] of items.entries()) {
    const wrong = mediaUrlIssue(parameter.media, item)
    if (wrong !== undefined) return fault(`${parameter.label}: number ${index + 1} ${wrong}`)
  }
  return good(items)
}

function good(value: unknown): InputResult {
  return { ok: true, value }
}

function fault(message: string): InputResult {
  return { ok: false, message }
}
