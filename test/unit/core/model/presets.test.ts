import assert from 'node:assert/strict'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { BUILT_IN_PRESETS, formatPresets, parsePresets } from '../../../../src/core/model/presets.ts'
import { validateRequest } from '../../../../src/core/model/request.ts'
import { requestWarnings } from '../../../../src/core/model/requestWarnings.ts'

const PRESET = {
  name: 'Night — \u{1f319} </script> $(x) [a](command:b)',
  model: POSE_MODEL.id,
  values: {
    negative_prompt: '',
    num_frames: 100,
    enable_prompt_expansion: false,
    image_list: ['https://x.example/1.png'],
  },
}

describe('presets', () => {
  it('are the same after they were shared', () => {
    const presets = [PRESET, { name: 'Draft', ...BUILT_IN_PRESETS.draft }]
    assert.deepEqual(parsePresets(formatPresets(presets)), { ok: true, presets })
  })

  it('include built-in ones that every version of the service accepts', () => {
    const required = { video_url: 'https://example.com/a.mp4', prompt: 'a' }
    for (const { values } of Object.values(BUILT_IN_PRESETS)) {
      assert.ok(validateRequest(POSE_MODEL, { ...required, ...values }).ok)
      assert.deepEqual(requestWarnings(POSE_MODEL, values), [])
    }
  })

  const file = (preset: object) => JSON.stringify({ wanVacePresets: 1, presets: [{ ...PRESET, ...preset }] })
  const rejected: readonly (readonly [string, string, string])[] = [
    ['other text', 'https://example.com', 'notPresets'],
    ['other JSON', '[]', 'notPresets'],
    ['no presets', JSON.stringify({ wanVacePresets: 1, presets: [] }), 'notPresets'],
    ['another version', JSON.stringify({ wanVacePresets: 2, presets: [PRESET] }), 'notPresets'],
    ['an unknown member', file({ command: 'x' }), 'notPresets'],
    ['an empty name', file({ name: ' ' }), 'notPresets'],
    ['a name with a control character', file({ name: 'a\u0000' }), 'notPresets'],
    ['a name that reorders the text around it', file({ name: 'a\u202eb' }), 'notPresets'],
    ['a long name', file({ name: 'x'.repeat(101) }), 'notPresets'],
    ['an unknown model', file({ model: 'other' }), 'unknownModel'],
    ['no values', file({ values: {} }), 'noValues'],
    ['an unknown parameter', file({ values: { size: 1 } }), 'invalidValue'],
    [
      'a prototype',
      `{"wanVacePresets":1,"presets":[{"name":"a","model":"${POSE_MODEL.id}","values":{"__proto__":{"a":1}}}]}`,
      'noValues',
    ],
    ['a value of the wrong type', file({ values: { num_frames: '100' } }), 'invalidValue'],
    ['a value out of range', file({ values: { num_frames: 9 } }), 'invalidValue'],
    ['a URL that the service cannot use', file({ values: { image_url: 'file:///etc/passwd' } }), 'invalidValue'],
    ['a huge text', ' '.repeat(2_000_001), 'tooLarge'],
  ]
  for (const [what, text, code] of rejected) {
    it(`reject ${what}`, () => {
      const parsed = parsePresets(text)
      assert.equal(parsed.ok ? 'accepted' : parsed.problem.code, code)
    })
  }
})
