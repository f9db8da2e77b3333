import assert from 'node:assert/strict'
import { API_DOCUMENTS, type ApiDocument } from '../../../../src/core/model/apiDocuments.ts'
import { documentedParameter } from '../../../../src/core/model/documentedParameter.ts'
import { findModel, MODELS } from '../../../../src/core/model/models.ts'
import { editableParameters, PARAMETER_GROUPS, type Parameter } from '../../../../src/core/model/parameter.ts'
import { parseInput, toInputText } from '../../../../src/core/model/parseInput.ts'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { validateRequest } from '../../../../src/core/model/request.ts'

const defaultOf = (parameter: Parameter) => ('default' in parameter ? parameter.default : undefined)

type Facts = Readonly<Record<string, readonly unknown[]>>

/**
 * The fields that both API documents list alike (pose model, documents of 2025-10-20 and 2026-08-21), as name: kind,
 * values or limits, default. The two minimums of 0 are not documented.
 */
const IN_BOTH_DOCUMENTS: Facts = {
  model: ['enum', ['alibaba/wan2.2-vace-fun-a14b-pose']],
  video_url: ['url'],
  prompt: ['text'],
  negative_prompt: ['text', 'default of 433 characters'],
  match_input_num_frames: ['boolean'],
  match_input_frames_per_second: ['boolean'],
  frames_per_second: ['integer', 5, 30, 16],
  aspect_ratio: ['enum', ['auto', '16:9', '1:1', '9:16'], 'auto'],
  num_inference_steps: ['integer', 30],
  guidance_scale: ['number', 5],
  shift: ['number', 5],
  enable_safety_checker: ['boolean'],
  enable_prompt_expansion: ['boolean'],
  preprocess: ['boolean'],
  acceleration: ['enum', ['none', 'regular'], 'regular'],
  video_quality: ['enum', ['low', 'medium', 'high', 'maximum'], 'high'],
  video_write_mode: ['enum', ['fast', 'balanced', 'small'], 'balanced'],
  num_interpolated_frames: ['integer', 0],
  temporal_downsample_factor: ['integer', 0],
  enable_auto_downsample: ['boolean'],
  auto_downsample_min_fps: ['number', 15],
  interpolator_model: ['enum', ['rife', 'film'], 'film'],
  sync_mode: ['boolean'],
}

/** The fields in which the API documents differ. */
const IN_ONE_DOCUMENT: Readonly<Record<ApiDocument, Facts>> = {
  '2025-10-20': {
    num_frames: ['integer', 81, 241, 81],
    resolution: ['enum', ['auto', '240p', '360p', '480p', '580p', '720p'], 'auto'],
    seed: ['integer'],
    image_url: ['url'],
    last_image_url: ['url'],
    // By its text. The schema has no limits, and the sample has one image.
    image_list: ['urlList', 2, 4],
  },
  '2026-08-21': {
    num_frames: ['integer', 17, 241, 81],
    resolution: ['enum', ['480p', '580p', '720p'], '480p'],
  },
}

/** Values at the limits of each document, and of the sample for `image_list`. */
const LISTED_VALUES: Facts = {
  num_frames: [17, 81, 241],
  frames_per_second: [5, 30],
  resolution: ['auto', '240p', '360p', '480p', '580p', '720p'],
  image_list: [1, 2, 4].map((length) => Array(length).fill('https://example.com/a.png')),
}

function factsOf(parameter: Parameter): readonly unknown[] {
  const facts: unknown[] = [parameter.kind]
  if (parameter.kind === 'enum') facts.push([...parameter.values])
  if (parameter.kind === 'urlList') facts.push(parameter.minItems, parameter.maxItems)
  if ('min' in parameter) facts.push(parameter.min)
  if ('max' in parameter) facts.push(parameter.max)
  const defaultValue = defaultOf(parameter)
  const isLong = typeof defaultValue === 'string' && defaultValue.length > 40
  if (defaultValue !== undefined) facts.push(isLong ? `default of ${defaultValue.length} characters` : defaultValue)
  return facts
}

describe('the parameter table of the pose model', () => {
  it('has 29 fields', () => assert.equal(POSE_MODEL.parameters.length, 29))

  for (const document of API_DOCUMENTS) {
    it(`knows the fields, values, limits and defaults in the API document of ${document}`, () => {
      const table = POSE_MODEL.parameters.flatMap((parameter) => {
        const documented = documentedParameter(parameter, document)
        return documented ? [[documented.name, factsOf(documented)]] : []
      })
      assert.deepEqual(Object.fromEntries(table), { ...IN_BOTH_DOCUMENTS, ...IN_ONE_DOCUMENT[document] })
    })
  }

  for (const [name, values] of Object.entries(LISTED_VALUES)) {
    it(`accepts every value of ${name} that either document lists`, () => {
      const rejected = values.filter((value) => {
        const request = { video_url: 'https://example.com/a.mp4', prompt: 'A robot dances', [name]: value }
        return !validateRequest(POSE_MODEL, request).ok
      })
      assert.deepEqual(rejected, [])
    })
  }

  it('marks the parameters that are required, fixed, or can be empty', () => {
    const named = (test: (p: (typeof POSE_MODEL.parameters)[number]) => boolean) =>
      POSE_MODEL.parameters.filter(test).map((p) => p.name)
    assert.deepEqual(
      {
        required: named((p) => p.required === true),
        fixed: named((p) => p.fixed === true),
        allowEmpty: named((p) => p.kind === 'text' && p.allowsEmpty === true),
      },
      {
        required: ['model', 'video_url', 'prompt'],
        fixed: ['model'],
        allowEmpty: ['negative_prompt'],
      },
    )
  })

  for (const model of MODELS) {
    it(`has consistent groups, labels, help texts and defaults: ${model.label}`, () => {
      const groups = PARAMETER_GROUPS.map((group) => group.id)
      const issues = model.parameters.flatMap((parameter) => {
        const defaultValue = defaultOf(parameter)
        return [
          groups.includes(parameter.group) ? [] : `${parameter.name}: group`,
          /^\p{Lu}/u.test(parameter.label) && !/[.:_]/.test(parameter.label) ? [] : `${parameter.name}: label`,
          /^\p{Lu}.+\.$/u.test(parameter.help) ? [] : `${parameter.name}: help`,
          defaultValue === undefined || parseInput(parameter, toInputText(defaultValue)).ok
            ? []
            : `${parameter.name}: default`,
        ].flat()
      })
      const unique = new Set(model.parameters.flatMap((p) => [p.name, p.label]))
      assert.deepEqual(issues, [])
      assert.equal(unique.size, model.parameters.length * 2)
      assert.equal(editableParameters(model).length, model.parameters.length - 1)
      assert.equal(findModel(model.id), model)
    })
  }
})
