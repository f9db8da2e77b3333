import * as z from 'zod'
import type { GenerationRequest, RequestValues } from '../job/job.ts'
import { excerpt } from './excerpt.ts'
import { type MediaUrlIssue, mediaUrlIssue } from './mediaUrl.ts'
import { normalizeText } from './normalizeText.ts'
import { findParameter, type Media, type Model, type NumberParameter, type Parameter } from './parameter.ts'
import type { ValidationIssue, ValueIssue } from './validationIssue.ts'

export type ValidationResult =
  | { readonly ok: true; readonly request: GenerationRequest }
  | { readonly ok: false; readonly issues: readonly ValidationIssue[] }

/** Returns why the service cannot use the URL of a video or image; undefined if it can. */
export type MediaCheck = (media: Media, text: string) => MediaUrlIssue | undefined

// A webview forbids `eval`, and compiling a schema costs more than one check.
z.config({ jitless: true })

/**
 * Validates values from any source against the parameter table. Omits values that are undefined, and empty ones unless the
 * parameter allows an empty text. An unknown field is an issue. If `values` has a `model`, it must be the id of `model`. Returns at most one issue per parameter,
 * in the order of the table.
 */
export function validateRequest(model: Model, values: Readonly<Record<string, unknown>>): ValidationResult {
  const given = Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !isUnset(findParameter(model, name), value)),
  )
  return validateValues(model, given, mediaUrlIssue)
}

/** Like `validateRequest`, but an empty value is not omitted. `mediaIssue` checks the URL of a video or image. */
export function validateValues(
  model: Model,
  values: Readonly<Record<string, unknown>>,
  mediaIssue: MediaCheck,
): ValidationResult {
  const body = { ...values, model: values['model'] ?? model.id }
  const result = schemaOf(model, mediaIssue).safeParse(body, { reportInput: true })
  if (!result.success) return { ok: false, issues: toIssues(model, result.error) }
  const { model: id, ...rest } = result.data
  return { ok: true, request: { model: String(id), values: rest as RequestValues } }
}

type BodySchema = z.ZodType<Record<string, unknown>>

/** A file with many requests is checked on every change, and generating a schema takes longer than a check. */
const schemas = new WeakMap<MediaCheck, Map<Model, BodySchema>>()

function schemaOf(model: Model, mediaIssue: MediaCheck): BodySchema {
  const known = schemas.get(mediaIssue) ?? new Map<Model, BodySchema>()
  schemas.set(mediaIssue, known)
  const schema = known.get(model) ?? generateSchema(model, mediaIssue)
  known.set(model, schema)
  return schema
}

/** Generates the schema of a request body from the parameter table. */
function generateSchema(model: Model, mediaIssue: MediaCheck): BodySchema {
  const shape = model.parameters.map((parameter) => {
    const field = fieldSchema(parameter, mediaIssue)
    return [parameter.name, parameter.required ? field : field.optional()] as const
  })
  return z.strictObject(Object.fromEntries(shape))
}

function fieldSchema(parameter: Parameter, mediaIssue: MediaCheck): z.ZodType {
  switch (parameter.kind) {
    case 'text':
      // An empty text that is not a value was omitted as not set, so this can only fail for a required one.
      return z
        .string()
        .transform(normalizeText)
        .pipe(z.string().min(parameter.allowsEmpty ? 0 : 1))
    case 'boolean':
      return z.boolean()
    case 'enum':
      return z.enum(parameter.values)
    case 'integer':
    case 'number':
      return numberSchema(parameter)
    case 'url':
      return z
        .string()
        .transform(normalizeText)
        .check(({ value, issues }) => {
          const url = mediaIssue(parameter.media, value)
          if (url) issues.push(customIssue(value, { code: 'invalidUrl', url }))
        })
    case 'urlList':
      return z
        .array(z.string().transform(normalizeText))
        .min(parameter.minItems)
        .max(parameter.maxItems)
        .check(({ value, issues }) => {
          for (const [index, item] of value.entries()) {
            const url = mediaIssue(parameter.media, item)
            if (url) issues.push(customIssue(item, { code: 'invalidUrl', url, item: index + 1 }))
          }
        })
  }
}

function numberSchema({ kind, min = -Infinity, max = Infinity }: NumberParameter): z.ZodType<number> {
  return (kind === 'integer' ? z.int() : z.number()).min(min).max(max)
}

function customIssue(input: unknown, issue: ValueIssue): z.core.$ZodRawIssue {
  return { code: 'custom', input, params: { issue } }
}

function isUnset(parameter: Parameter | undefined, value: unknown): boolean {
  if (typeof value === 'string') {
    const allowsEmpty = parameter?.kind === 'text' && parameter.allowsEmpty === true
    return !allowsEmpty && normalizeText(value) === ''
  }
  return value === undefined || (Array.isArray(value) && value.length === 0)
}

/** Keeps the first issue of each parameter: the others mostly follow from it. */
function toIssues(model: Model, error: z.ZodError): ValidationIssue[] {
  const found = new Map<string, ValueIssue>()
  for (const issue of error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) found.set(key, { code: 'unknownParameter' })
      continue
    }
    const name = String(issue.path[0])
    if (!found.has(name)) found.set(name, toValueIssue(issue))
  }
  const order = (name: string) => {
    const parameter = findParameter(model, name)
    return parameter ? model.parameters.indexOf(parameter) : model.parameters.length
  }
  return [...found].map(([name, issue]) => ({ name, ...issue })).sort((a, b) => order(a.name) - order(b.name))
}

/** Translates an issue of zod to the code that `parseInput` returns for the same value. */
function toValueIssue(issue: z.core.$ZodIssue): ValueIssue {
  const { input } = issue
  if (issue.code === 'custom' && issue.params?.['issue']) return issue.params['issue'] as ValueIssue
  if (input === undefined && issue.path.length === 1) return { code: 'missing' }
  if (isNumberRule(issue) && typeof input === 'number') return numberIssue(issue, input)
  // A string is too small only if it is a required text.
  if (issue.code === 'too_small' && typeof input === 'string') return { code: 'missing' }
  if (issue.code === 'invalid_value' && typeof input === 'string') {
    return { code: 'notAllowed', text: excerpt(input) }
  }
  const isCount = issue.code === 'too_small' || issue.code === 'too_big'
  if (isCount && Array.isArray(input)) return { code: 'wrongItemCount', count: input.length }
  return { code: 'wrongType' }
}

/** Whether the issue comes from the schema of a number, and not from another one that was given a number. */
function isNumberRule(issue: z.core.$ZodIssue): boolean {
  if (issue.code === 'invalid_type') return issue.expected === 'number' || issue.expected === 'int'
  return issue.code === 'too_small' || issue.code === 'too_big'
}

function numberIssue(issue: z.core.$ZodIssue, value: number): ValueIssue {
  const text = excerpt(String(value))
  if (!Number.isFinite(value)) return { code: 'notANumber', text }
  if (issue.code === 'invalid_type') return { code: 'notAnInteger', text }
  // `z.int()` reports an unsafe integer as out of its own range.
  const isUnsafe = 'origin' in issue && issue.origin === 'int' && !Number.isSafeInteger(value)
  return isUnsafe ? { code: 'unsafeInteger', text } : { code: 'outOfRange', value }
}
