import assert from 'node:assert/strict'
import { MODELS, modelById } from '../../../../src/core/model/models.ts'
import { PARAMETER_GROUPS, type Parameter, settableParameters } from '../../../../src/core/model/parameter.ts'
import { parseInput, textOf } from '../../../../src/core/model/parseInput.ts'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'

const defaultOf = (parameter: Parameter) => ('default' in parameter ? parameter.default : undefined)

/** The service's document of 2025-10-20, as name: kind, bounds or values, default. */
const DOCUMENT: Readonly<Record<string, readonly unknown[]>> = {
  model: ['enum', ['alibaba/wan2.2-vace-fun-a14b-pose']],
  video_url: ['url'],
  prompt: ['text'],
  negative_prompt: ['text', 'default of 433 characters'],
  match_input_num_frames: ['boolean'],
  num_frames: ['integer', 81, 241, 81],
  match_input_frames_per_second: ['boolean'],
  frames_per_second: ['integer', 5, 30, 16],
  seed: ['integer'],
  resolution: ['enum', ['auto', '240p', '360p', '480p', '580p', '720p'], 'auto'],
  aspect_ratio: ['enum', ['auto', '16:9', '1:1', '9:16'], 'auto'],
  num_inference_steps: ['integer', 30],
  guidance_scale: ['number', 5],
  shift: ['number', 5],
  image_list: ['urlList', 2, 4],
  image_url: ['url'],
  last_image_url: ['url'],
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

describe('the pose model’s parameter table', () => {
  it('holds the 29 fields of the document with their kinds, bounds, values and defaults', () => {
    const table = POSE_MODEL.parameters.map((parameter) => {
      const facts: unknown[] = [parameter.kind]
      if (parameter.kind === 'enum') facts.push([...parameter.values])
      if (parameter.kind === 'urlList') facts.push(parameter.minItems, parameter.maxItems)
      if ('min' in parameter) facts.push(parameter.min)
      if ('max' in parameter) facts.push(parameter.max)
      const byDefault = defaultOf(parameter)
      const isLong = typeof byDefault === 'string' && byDefault.length > 40
      if (byDefault !== undefined) facts.push(isLong ? `default of ${byDefault.length} characters` : byDefault)
      return [parameter.name, facts]
    })
    assert.deepEqual(Object.fromEntries(table), DOCUMENT)
    assert.equal(table.length, 29)
  })

  it('marks what is required, fixed and no longer listed', () => {
    const named = (test: (p: (typeof POSE_MODEL.parameters)[number]) => boolean) =>
      POSE_MODEL.parameters.filter(test).map((p) => p.name)
    assert.deepEqual(
      {
        required: named((p) => p.required === true),
        fixed: named((p) => p.fixed === true),
        unlisted: named((p) => p.unlistedIn !== undefined),
      },
      {
        required: ['model', 'video_url', 'prompt'],
        fixed: ['model'],
        unlisted: ['image_url', 'last_image_url', 'image_list', 'seed'],
      },
    )
  })

  for (const model of MODELS) {
    it(`is fit to be shown and is consistent in itself: ${model.label}`, () => {
      const groups = PARAMETER_GROUPS.map((group) => group.id)
      const faults = model.parameters.flatMap((parameter) => {
        const byDefault = defaultOf(parameter)
        return [
          groups.includes(parameter.group) ? [] : `${parameter.name}: group`,
          /^\p{Lu}/u.test(parameter.label) && !/[.:_]/.test(parameter.label) ? [] : `${parameter.name}: label`,
          /^\p{Lu}.+\.$/u.test(parameter.help) ? [] : `${parameter.name}: help`,
          byDefault === undefined || parseInput(parameter, textOf(byDefault)).ok ? [] : `${parameter.name}: default`,
        ].flat()
      })
      const unique = new Set(model.parameters.flatMap((p) => [p.name, p.label]))
      assert.deepEqual(faults, [])
      assert.equal(unique.size, model.parameters.length * 2)
      assert.equal(settableParameters(model).length, model.parameters.length - 1)
      assert.equal(modelById(model.id), model)
    })
  }
})
