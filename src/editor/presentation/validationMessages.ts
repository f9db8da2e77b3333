import { excerpt } from '../../core/model/excerpt.ts'
import type { MediaUrlIssue } from '../../core/model/mediaUrl.ts'
import {
  findParameter,
  type Media,
  type Model,
  type NumberParameter,
  type Parameter,
} from '../../core/model/parameter.ts'
import type { ValidationIssue, ValueIssue } from '../../core/model/validationIssue.ts'
import type { L10n } from './l10n.ts'

type Bounds = Pick<NumberParameter, 'min' | 'max'>

const SAFE_INTEGERS: Bounds = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }

/** Says what is wrong with a request and how to fix it. May quote the value: sanitize before showing. */
export function validationMessage(model: Model, issue: ValidationIssue, l10n: L10n): string {
  const parameter = findParameter(model, issue.name)
  return parameter ? parameterMessage(parameter, issue, l10n) : unknownMessage(issue.name, l10n)
}

/** Says what is wrong with the value of a parameter and how to fix it. May quote the value: sanitize before showing. */
export function parameterMessage(parameter: Parameter, issue: ValueIssue, l10n: L10n): string {
  const label = l10n.t(parameter.label)
  const expected = expectedText(parameter, l10n)
  const mustBe = (text: string, actual: string) => l10n.t('{0} must be {1}, not {2}.', label, text, actual)
  switch (issue.code) {
    case 'missing':
      return missingMessage(parameter, label, l10n)
    case 'wrongType':
      return l10n.t('{0} must be {1}.', label, expected)
    case 'notANumber': {
      const message = mustBe(expected, quote(issue.text))
      const hasComma = /^[+-]?\d+,\d+$/.test(issue.text)
      return hasComma ? `${message} ${l10n.t('Use a period as the decimal separator.')}` : message
    }
    case 'notAnInteger':
    case 'notAllowed':
      return mustBe(expected, quote(issue.text))
    case 'unsafeInteger':
      return mustBe(boundsText(SAFE_INTEGERS, l10n), quote(issue.text))
    case 'outOfRange':
      return mustBe(boundsText(boundsOf(parameter), l10n), String(issue.value))
    case 'wrongItemCount':
      return mustBe(expected, String(issue.count))
    case 'invalidUrl': {
      const subject = issue.item === undefined ? label : l10n.t('{0}, item {1}', label, issue.item)
      return urlMessage(subject, 'media' in parameter ? parameter.media : 'video', issue.url, l10n)
    }
    case 'unknownParameter':
      return unknownMessage(parameter.name, l10n)
  }
}

function missingMessage(parameter: Parameter, label: string, l10n: L10n): string {
  switch (parameter.kind) {
    case 'url':
      return l10n.t('{0} is required. Enter an https URL or a data: URI.', label)
    case 'text':
      return l10n.t('{0} is required. Describe what the video should show.', label)
    default:
      return l10n.t('{0} is required.', label)
  }
}

function unknownMessage(name: string, l10n: L10n): string {
  return l10n.t('Unknown parameter: {0}. Remove it.', quote(excerpt(name)))
}

/** The valid values, as they follow "must be". */
function expectedText(parameter: Parameter, l10n: L10n): string {
  switch (parameter.kind) {
    case 'url':
      return parameter.media === 'video'
        ? l10n.t('an https URL or a data: URI of a video')
        : l10n.t('an https URL or a data: URI of an image')
    case 'urlList':
      return parameter.media === 'video'
        ? l10n.t('a list of {0} to {1} videos', parameter.minItems, parameter.maxItems)
        : l10n.t('a list of {0} to {1} images', parameter.minItems, parameter.maxItems)
    case 'text':
      return l10n.t('text')
    case 'boolean':
      return l10n.t('true or false')
    case 'integer':
    case 'number':
      return numberText(parameter, l10n)
    case 'enum':
      return l10n.t('one of {0}', parameter.values.join(', '))
  }
}

function numberText(parameter: NumberParameter, l10n: L10n): string {
  const type = parameter.kind === 'integer' ? l10n.t('a whole number') : l10n.t('a number')
  const bounds = boundsText(parameter, l10n)
  if (bounds === '') return type
  const isRange = parameter.min !== undefined && parameter.max !== undefined
  return isRange ? `${type} ${bounds}` : `${type}, ${bounds}`
}

function boundsOf(parameter: Parameter): Bounds {
  return parameter.kind === 'integer' || parameter.kind === 'number' ? parameter : {}
}

function boundsText({ min, max }: Bounds, l10n: L10n): string {
  // As strings: a localization must not group the digits of what the user is to type.
  if (min !== undefined && max !== undefined) return l10n.t('between {0} and {1}', String(min), String(max))
  if (min !== undefined) return l10n.t('{0} or greater', String(min))
  return max === undefined ? '' : l10n.t('{0} or less', String(max))
}

/** `subject` is the parameter or the item of a list that has the URL. */
function urlMessage(subject: string, media: Media, issue: MediaUrlIssue, l10n: L10n): string {
  switch (issue.code) {
    case 'filePath':
      return l10n.t('{0}: file paths are not supported. Enter an https URL, or choose a local file.', subject)
    case 'unsupportedScheme':
      return l10n.t('{0}: {1} URLs are not supported. Enter an https URL.', subject, issue.scheme)
    case 'whitespace':
      return l10n.t('{0}: a URL cannot contain spaces or line breaks. Use %20 for a space.', subject)
    case 'noHttpScheme':
      return l10n.t('{0}: {1} is not a URL. It must start with https://.', subject, quote(issue.text))
    case 'malformed':
      return l10n.t('{0}: {1} is not a valid URL.', subject, quote(issue.text))
    case 'wrongMediaType':
      return media === 'video'
        ? l10n.t('{0}: the data: URI is not a video. It must start with data:video/…;base64,', subject)
        : l10n.t('{0}: the data: URI is not an image. It must start with data:image/…;base64,', subject)
    case 'emptyData':
      return l10n.t('{0}: the data: URI is empty.', subject)
    case 'notBase64':
      return l10n.t('{0}: the data: URI is not valid Base64.', subject)
  }
}

/** Quotes a value unless it is a number. */
function quote(text: string): string {
  return /^[+-]?[\d.,]+$/.test(text) ? text : `"${text}"`
}
