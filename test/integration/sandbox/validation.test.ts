import { deepStrictEqual, match } from 'node:assert/strict'
import { BODY, call, create, withSandbox } from './support.ts'

const LONG_DATA_URI = `data:video/mp4;base64,${'A'.repeat(5_000)}`

/** Invalid values by field. The error message must name this field and no other. */
const INVALID: readonly (readonly [string, readonly unknown[]])[] = [
  ['video_url', [undefined, null, '', 5, 'ftp://a.b/c.mp4', 'a.mp4', 'file:///etc/passwd', 'data:image/png,x', ['x']]],
  ['prompt', [undefined, null, '', '   ', 3, {}]],
  ['negative_prompt', [null, 3]],
  ['num_frames', [16, 242, 81.5, '81', null, 1e300]],
  ['frames_per_second', [4, 31, 16.5, '16']],
  ['seed', [1.5, '7', null, 1e17]],
  ['resolution', ['1080p', 480, null, 'constructor']],
  ['aspect_ratio', ['4:3', '']],
  ['num_inference_steps', [1.5, '30']],
  ['guidance_scale', ['5', null, true]],
  ['shift', ['5']],
  ['image_list', [[], Array(5).fill('https://a.b/1.png'), 'https://a.b/1.png', ['x', 'y']]],
  ['image_url', ['x', 'ftp://a.b/1.png', LONG_DATA_URI]],
  ['last_image_url', ['x', 1]],
  ['acceleration', ['fast']],
  ['video_quality', ['best']],
  ['video_write_mode', ['slow']],
  ['num_interpolated_frames', [-1, 0.5]],
  ['temporal_downsample_factor', [-1, '0']],
  ['auto_downsample_min_fps', ['15']],
  ['interpolator_model', ['none']],
  ...[
    'match_input_num_frames',
    'match_input_frames_per_second',
    'enable_safety_checker',
    'enable_prompt_expansion',
    'preprocess',
    'enable_auto_downsample',
    'sync_mode',
  ].map((name) => [name, ['true', 1, null]] as const),
]

describe('sandbox: validation', () => {
  for (const [name, values] of INVALID) {
    it(`rejects ${values.length} invalid values of ${name}, names the field, and creates nothing`, () =>
      withSandbox({}, async (sandbox) => {
        for (const value of values) {
          const { status, json } = await create(sandbox, { [name]: value })
          deepStrictEqual([status, json.statusCode, json.path], [400, 400, '/v2/video/generations'])
          match(json.message, new RegExp(`^${name}: Expected (?!.*; ).{3,120}, received .{1,70}$`))
        }
        deepStrictEqual(sandbox.ledger(), [])
      }))
  }

  const BODIES: readonly (readonly [string, string, Record<string, string>, number])[] = [
    ['invalid JSON', '{"model":', {}, 400],
    ['an array', '[]', {}, 400],
    ['null', 'null', {}, 400],
    ['empty', '', {}, 400],
    ['an object without model', JSON.stringify({ ...BODY, model: undefined }), {}, 400],
    ['for an unknown model', JSON.stringify({ ...BODY, model: '__proto__' }), {}, 404],
    ['text/plain, which web pages can send', JSON.stringify(BODY), { 'content-type': 'text/plain' }, 400],
  ]
  for (const [name, body, headers, expected] of BODIES) {
    it(`rejects a body that is ${name}`, () =>
      withSandbox({}, async (sandbox) => {
        const { status, json } = await call(sandbox, '/v2/video/generations', { body, headers })
        deepStrictEqual(
          [status, Object.keys(json)],
          [expected, ['message', 'path', 'requestId', 'statusCode', 'timestamp']],
        )
      }))
  }

  it('accepts every field at its bounds, and unknown fields', () =>
    withSandbox({}, async (sandbox) => {
      const image = 'https://a.b/1.png'
      const minimums = {
        video_url: LONG_DATA_URI,
        negative_prompt: '',
        match_input_num_frames: false,
        num_frames: 17,
        match_input_frames_per_second: true,
        frames_per_second: 5,
        seed: -1,
        resolution: 'auto',
        aspect_ratio: 'auto',
        num_inference_steps: 1,
        guidance_scale: 0.5,
        shift: -1,
        image_list: [image],
        image_url: image,
        last_image_url: 'data:image/png;base64,AA==',
        enable_safety_checker: true,
        enable_prompt_expansion: true,
        preprocess: true,
        acceleration: 'none',
        video_quality: 'maximum',
        video_write_mode: 'small',
        num_interpolated_frames: 0,
        temporal_downsample_factor: 0,
        enable_auto_downsample: true,
        auto_downsample_min_fps: 1.5,
        interpolator_model: 'rife',
        sync_mode: false,
      }
      const maximums = { num_frames: 241, frames_per_second: 30, image_list: [image, image, image, image], zoom: 3 }
      const responses = [await create(sandbox, minimums), await create(sandbox, maximums)]
      deepStrictEqual(
        responses.map(({ status }) => status),
        [201, 201],
      )
      // The ledger truncates long data: URIs.
      const body = sandbox.ledger()[0]?.body as typeof minimums
      deepStrictEqual([Object.keys(body).length, body.video_url.length < 100], [29, true])
    }))
})
