import assert from 'node:assert/strict'
import { toDataUri } from '../../../../src/core/model/mediaUrl.ts'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { describeParameters, differingParameters } from '../../../../src/editor/compare/differences.ts'
import { l10n } from '../../../fixtures/renderContext.ts'

const language = { l10n, locale: 'en' }
const request = (values: Record<string, unknown>, model = POSE_MODEL.id) => ({ model, values })

describe('differingParameters', () => {
  const base = { prompt: 'a', video_url: 'https://a.example/v.mp4' }

  for (const [what, requests, expected] of [
    ['equal requests', [request(base), request({ ...base })], []],
    [
      'a value, in the order of the table',
      [request({ ...base, seed: 1, prompt: 'b' }), request(base)],
      ['prompt', 'seed'],
    ],
    ['a value that is set in one request only', [request(base), request({ ...base, num_frames: 81 })], ['num_frames']],
    ['an empty text and no text', [request(base), request({ ...base, negative_prompt: '' })], ['negative_prompt']],
    ['lists', [request({ image_list: ['a'] }), request({ image_list: ['a', 'b'] })], ['image_list']],
    ['equal lists', [request({ image_list: ['a'] }), request({ image_list: ['a'] })], []],
    ['unknown parameters', [request({ x_new: 1 }), request({ x_new: 2 })], ['x_new']],
    ['models', [request(base), request(base, 'other/model')], ['model']],
    ['a request that is not known', [undefined, request(base), request({ ...base, seed: 1 })], ['seed']],
    ['no known request', [undefined, undefined], []],
  ] as const) {
    it(`returns what differs for ${what}`, () => assert.deepEqual(differingParameters(requests), expected))
  }
})

describe('describeParameters', () => {
  it('shows values, defaults and files as one line of plain text', () => {
    const values = {
      seed: 3,
      prompt: '<script>\n\u202Ex',
      video_url: toDataUri('video/mp4', '"><img src=x>.mp4', 'A'.repeat(400)),
      x_new: { a: 1 },
    }
    const names = ['seed', 'prompt', 'video_url', 'num_inference_steps', 'x_new', 'model']
    assert.deepEqual(describeParameters(request(values), names, language), [
      { label: 'Seed', value: '3' },
      { label: 'Prompt', value: '<script> x' },
      { label: 'Source video', value: '"><img src=x>.mp4, 300 bytes' },
      { label: 'Inference steps', value: '30 (default)' },
      { label: 'x_new', value: '{"a":1}' },
      { label: 'Model', value: POSE_MODEL.label },
    ])
  })

  it('has nothing for a request that is not known', () => {
    assert.deepEqual(describeParameters(undefined, ['seed'], language), [])
  })
})
