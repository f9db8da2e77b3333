import assert from 'node:assert/strict'
import { findModel, MODELS } from '../../../../src/core/model/models.ts'
import { editableParameters, PARAMETER_GROUPS, type Parameter } from '../../../../src/core/model/parameter.ts'
import { parseInput, toInputText } from '../../../../src/core/model/parseInput.ts'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'

const defaultOf = (parameter: Parameter) => ('default' in parameter ? parameter.default : undefined)

/** The fields in the service's documentation of 2025-10-20, as name: kind, bounds or values, default. */
const DOCUMENTED: Readonly<Record<string, readonly unknown[]>> = {
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

describe('the parameter table of the pose model', () => {
  it('has the 29 documented fields with their kinds, bounds, values and defaults', () => {
    const table = POSE_MODEL.parameters.map((parameter) => {
      const facts: unknown[] = [parameter.kind]
      if (parameter.kind === 'enum') facts.push([...parameter.values])
      if (parameter.kind === 'urlList') facts.push(parameter.minItems, parameter.maxItems)
      if ('min' in parameter) facts.push(parameter.min)
      if ('max' in parameter) facts.push(parameter.max)
      const defaultValue = defaultOf(parameter)
      const isLong = typeof defaultValue === 'string' && defaultValue.length > 40
      if (defaultValue !== undefined) facts.push(isLong ? `default of ${defaultValue.length} characters` : defaultValue)
      return [parameter.name, facts]
    })
    assert.deepEqual(Object.fromEntries(table), DOCUMENTED)
    assert.equal(table.length, 29)
  })

  it('marks the required, fixed and undocumented parameters', () => {
    const named = (test: (p: (typeof POSE_MODEL.parameters)[number]) => boolean) =>
      POSE_MODEL.parameters.filter(test).map((p) => p.name)
    assert.deepEqual(
      {
        required: named((p) => p.required === true),
        fixed: named((p) => p.fixed === true),
        undocumented: named((p) => p.undocumented === true),
      },
      {
        required: ['model', 'video_url', 'prompt'],
        fixed: ['model'],
        undocumented: ['image_url', 'last_image_url', 'image_list', 'seed'],
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
