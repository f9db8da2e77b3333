import * as z from 'zod'
import type { RequestValues } from '../job/job.ts'
import { parseJson } from '../text/parseJson.ts'
import { findModel } from './models.ts'
import type { Model } from './parameter.ts'
import { POSE_MODEL } from './poseModel.ts'
import { validateRequest } from './request.ts'
import type { ValidationIssue } from './validationIssue.ts'

/** Values that are applied together. The other values stay as they are. */
export interface Preset {
  readonly name: string
  /** The model's ID. */
  readonly model: string
  readonly values: RequestValues
}

/** Presets that cannot be changed. Every value is in all API documents. */
export const BUILT_IN_PRESETS = {
  draft: {
    model: POSE_MODEL.id,
    values: {
      resolution: '480p',
      num_inference_steps: 15,
      acceleration: 'regular',
      video_quality: 'medium',
      video_write_mode: 'fast',
    },
  },
  bestQuality: {
    model: POSE_MODEL.id,
    values: {
      resolution: '720p',
      num_inference_steps: 50,
      acceleration: 'none',
      video_quality: 'maximum',
      video_write_mode: 'balanced',
    },
  },
} as const satisfies Readonly<Record<string, Omit<Preset, 'name'>>>

export const MAX_PRESET_NAME_LENGTH = 100
/** Limits of a file with presets. */
export const MAX_PRESETS = 200
export const MAX_PRESETS_LENGTH = 2_000_000

const FORMAT_VERSION = 1

/** A preset from outside. `values` are checked against the parameter table afterwards. */
const preset = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(MAX_PRESET_NAME_LENGTH)
    .regex(/^\P{C}+$/u),
  model: z.string(),
  values: z.record(z.string(), z.unknown()),
})
const presetFile = z.strictObject({
  wanVacePresets: z.literal(FORMAT_VERSION),
  presets: z.array(preset).min(1).max(MAX_PRESETS),
})

/** Why a text does not contain presets. */
export type PresetProblem =
  | { readonly code: 'tooLarge' }
  | { readonly code: 'notPresets' }
  | { readonly code: 'unknownModel'; readonly name: string; readonly model: string }
  | { readonly code: 'noValues'; readonly name: string }
  | { readonly code: 'invalidValue'; readonly name: string; readonly model: Model; readonly issue: ValidationIssue }

export type ParsedPresets =
  | { readonly ok: true; readonly presets: readonly Preset[] }
  | { readonly ok: false; readonly problem: PresetProblem }

/** Parses what `formatPresets` writes. Rejects everything if one preset has an unknown parameter or an invalid value. */
export function parsePresets(text: string): ParsedPresets {
  if (text.length > MAX_PRESETS_LENGTH) return { ok: false, problem: { code: 'tooLarge' } }
  const file = presetFile.safeParse(parseJson(text))
  if (!file.success) return { ok: false, problem: { code: 'notPresets' } }
  for (const found of file.data.presets) {
    const problem = presetProblem(found)
    if (problem) return { ok: false, problem }
  }
  return { ok: true, presets: file.data.presets }
}

/** Returns presets as JSON, to share them. */
export function formatPresets(presets: readonly Preset[]): string {
  const listed = presets.map(({ name, model, values }) => ({ name, model, values }))
  return `${JSON.stringify({ wanVacePresets: FORMAT_VERSION, presets: listed }, null, 2)}\n`
}

function presetProblem({ name, model: id, values }: Preset): PresetProblem | undefined {
  const model = findModel(id)
  if (!model) return { code: 'unknownModel', name, model: id }
  if (Object.keys(values).length === 0) return { code: 'noValues', name }
  const validation = validateRequest(model, values)
  const issue = validation.ok ? undefined : validation.issues.find((found) => found.name in values)
  return issue && { code: 'invalidValue', name, model, issue }
}
