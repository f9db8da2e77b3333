import { cleanText } from './cleanText.ts'
import type { EnumParameter, NumberParameter, Parameter, UrlListParameter } from './parameter.ts'

/*
 * What is wrong with a value, in words: where, what, what to do. Used by the light checks as one types and by the
 * schema alike, so that a person reads the same sentence whichever finds the fault.
 */

export function missing(parameter: Parameter): string {
  return `${parameter.label} is missing: ${hint(parameter)}.`
}

export function notAKind(parameter: Parameter): string {
  return `${parameter.label} must be ${what(parameter)}.`
}

export function outOfBounds(parameter: NumberParameter, value: number): string {
  const low = parameter.min !== undefined && value < parameter.min
  const word = parameter.counts ? (low ? 'too few' : 'too many') : low ? 'too low' : 'too high'
  return `${parameter.label} must be ${range(parameter)}; ${value} is ${word}.`
}

export function notWhole(parameter: NumberParameter, text: string): string {
  return `${parameter.label} must be a whole number${bounds(parameter)}; ${shown(text)} is not.`
}

export function notExact(parameter: NumberParameter, text: string): string {
  return `${parameter.label} must be between -${Number.MAX_SAFE_INTEGER} and ${Number.MAX_SAFE_INTEGER}; ${shown(text)} is outside.`
}

export function notANumber(parameter: NumberParameter, text: string): string {
  const comma = /^[+-]?\d+,\d+$/.test(text) ? ' Use a point instead of the comma.' : ''
  return `${parameter.label} must be a number${bounds(parameter)}; ${shown(text)} is not.${comma}`
}

export function notListed(parameter: EnumParameter, value: string): string {
  return `${parameter.label} must be one of ${parameter.values.join(', ')}; ${shown(value)} is not.`
}

export function wrongCount(parameter: UrlListParameter, count: number): string {
  const word = count < parameter.minItems ? 'too few' : 'too many'
  return `${parameter.label} must be ${parameter.minItems} to ${parameter.maxItems} ${parameter.media}s; ${count} is ${word}.`
}

export function unknownField(name: string, modelLabel: string): string {
  return `${shown(name)} is not a parameter of ${modelLabel}. Remove it.`
}

/** The text, cut to what fits in a sentence. */
export function shorten(text: string, maxLength = 40): string {
  const characters = Array.from(text.slice(0, maxLength * 2 + 2))
  return characters.length <= maxLength ? text : `${characters.slice(0, maxLength - 1).join('')}…`
}

function shown(text: string): string {
  // A long data: URI is cut before it is cleaned.
  const clean = cleanText(text.slice(0, 200))
  return /^[+-]?[\d.,]+$/.test(clean) ? shorten(clean) : `“${shorten(clean)}”`
}

function range(parameter: NumberParameter): string {
  const { min, max } = parameter
  if (min !== undefined && max !== undefined) return `${min} to ${max}`
  return min !== undefined ? `${min} or more` : `${max} or less`
}

function bounds(parameter: NumberParameter): string {
  return parameter.min === undefined && parameter.max === undefined ? '' : `, ${range(parameter)}`
}

function hint(parameter: Parameter): string {
  switch (parameter.kind) {
    case 'url':
      return `give an https address or a data: URI of ${article(parameter.media)}`
    case 'text':
      return 'describe what the video is to show'
    case 'enum':
      return `choose one of ${parameter.values.join(', ')}`
    default:
      return `give ${what(parameter)}`
  }
}

function what(parameter: Parameter): string {
  switch (parameter.kind) {
    case 'url':
      return `an https address or a data: URI of ${article(parameter.media)}`
    case 'urlList':
      return `a list of ${parameter.minItems} to ${parameter.maxItems} ${parameter.media}s`
    case 'text':
      return 'a text'
    case 'boolean':
      return 'on or off (true or false)'
    case 'integer':
      return `a whole number${bounds(parameter)}`
    case 'number':
      return `a number${bounds(parameter)}`
    case 'enum':
      return `one of ${parameter.values.join(', ')}`
  }
}

function article(media: string): string {
  return media === 'image' ? 'an image' : `a ${media}`
}
