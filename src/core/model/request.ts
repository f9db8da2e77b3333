import * as z from 'zod'
import type { GenerationRequest, RequestValues } from '../job/job.ts'
import { cleanText } from './cleanText.ts'
import { mediaUrlIssue } from './mediaUrl.ts'
import { type Model, type NumberParameter, type Parameter, parameterNamed } from './parameter.ts'
import {
  missing,
  notAKind,
  notANumber,
  notExact,
  notListed,
  notWhole,
  outOfBounds,
  unknownField,
  wrongCount,
} from './validationMessages.ts'

/** One thing that is wrong with a request. */
export interface ValidationIssue {
  /** The API's field name, to point at it. */
  readonly name: string
  /** A whole sentence: where, what, what to do. */
  readonly message: string
}

export type ValidationResult =
  | { readonly ok: true; readonly request: GenerationRequest }
  | { readonly ok: false; readonly problems: readonly ValidationIssue[] }

// Forbidden in webviews (no eval there), and not worth its start-up cost for one check.
z.config({ jitless: true })

/**
 * Checks values of any origin against the model's table. What is empty or undefined counts as not set and is left out;
 * an unknown field is a problem; `model` may be among the values and must then be the model's id.
 */
export function validateRequest(model: Model, values: Readonly<Record<string, unknown>>): ValidationResult {
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => !isUnset(value)))
  const result = schemaOf(model).safeParse({ ...given, model: given['model'] ?? model.id })
  if (!result.success) return { ok: false, problems: problemsOf(model, result.error) }
  const { model: id, ...rest } = result.data
  return { ok: true, request: { model: String(id), values: rest as RequestValues } }
}

/** The schema of a request body, made from the table. */
export function schemaOf(model: Model): z.ZodType<Record<string, unknown>> {
  const shape = model.parameters.map((parameter) => {
    const field = fieldSchema(parameter)
    return [parameter.name, parameter.required ? field : field.optional()] as const
  })
  return z.strictObject(Object.fromEntries(shape))
}

function fieldSchema(parameter: Parameter): z.ZodType {
  const error = (issue: { readonly input?: unknown }) =>
    issue.input === undefined ? missing(parameter) : notAKind(parameter)
  switch (parameter.kind) {
    case 'text':
      // Only a required text can be empty here: an empty optional one was left out as not set.
      return z
        .string({ error })
        .transform(cleanText)
        .pipe(z.string().min(1, missing(parameter)))
    case 'boolean':
      return z.boolean({ error })
    case 'enum':
      return z.enum(parameter.values, {
        error: (issue) => (typeof issue.input === 'string' ? notListed(parameter, issue.input) : error(issue)),
      })
    case 'integer':
    case 'number':
      return numberSchema(parameter, error)
    case 'url':
      return z.string({ error }).transform(cleanText).check(urlCheck(parameter.media, parameter.label))
    case 'urlList': {
      const item = z.string({ error }).transform(cleanText)
      const count = (issue: { readonly input: unknown }) =>
        wrongCount(parameter, Array.isArray(issue.input) ? issue.input.length : 0)
      return z
        .array(item, { error })
        .min(parameter.minItems, { error: count })
        .max(parameter.maxItems, { error: count })
        .check(({ value, issues }) => {
          for (const [index, entry] of value.entries()) {
            const fault = mediaUrlIssue(parameter.media, entry)
            if (fault === undefined) continue
            const message = `${parameter.label}: number ${index + 1} ${fault}`
            issues.push({ code: 'custom', input: entry, path: [index], message })
          }
        })
    }
  }
}

function urlCheck(media: 'video' | 'image', label: string): z.core.CheckFn<string> {
  return ({ value, issues }) => {
    const fault = mediaUrlIssue(media, value)
    if (fault !== undefined) issues.push({ code: 'custom', input: value, message: `${label} ${fault}` })
  }
}

function numberSchema(
  parameter: NumberParameter,
  error: (issue: { readonly input?: unknown }) => string,
): z.ZodType<number> {
  const bounds = { error: (issue: { readonly input: unknown }) => outOfBounds(parameter, Number(issue.input)) }
  const base =
    parameter.kind === 'number'
      ? z.number({
          error: (issue) => (isNumber(issue.input) ? notANumber(parameter, String(issue.input)) : error(issue)),
        })
      : z.int({ error: (issue) => (isNumber(issue.input) ? integerFault(parameter, issue.input) : error(issue)) })
  const { min = -Infinity, max = Infinity } = parameter
  return base.min(min, bounds).max(max, bounds)
}

function integerFault(parameter: NumberParameter, value: number): string {
  if (!Number.isFinite(value)) return notANumber(parameter, String(value))
  return Number.isInteger(value) ? notExact(parameter, String(value)) : notWhole(parameter, String(value))
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number'
}

function isUnset(value: unknown): boolean {
  if (typeof value === 'string') return cleanText(value) === ''
  return value === undefined || (Array.isArray(value) && value.length === 0)
}

/** At most one problem a field: the first tells what to do, the others mostly follow from it. */
function problemsOf(model: Model, error: z.ZodError): ValidationIssue[] {
  const problems = new Map<string, string>()
  for (const issue of error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) problems.set(key, unknownField(key, model.label))
      continue
    }
    const name = String(issue.path[0])
    if (!problems.has(name)) problems.set(name, issue.message)
  }
  const order = (name: string) => {
    const parameter = parameterNamed(model, name)
    return parameter ? model.parameters.indexOf(parameter) : model.parameters.length
  }
  return [...problems].map(([name, message]) => ({ name, message })).sort((a, b) => order(a.name) - order(b.name))
}
