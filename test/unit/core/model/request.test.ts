import assert from 'node:assert/strict'
import type { MediaUrlIssue } from '../../../../src/core/model/mediaUrl.ts'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { validateRequest } from '../../../../src/core/model/request.ts'
import type { ValidationIssue } from '../../../../src/core/model/validationIssue.ts'
import { assertLinear } from '../../../fixtures/assertLinear.ts'

const VIDEO = 'https://example.com/dance.mp4'
const VALID = { video_url: VIDEO, prompt: 'A robot dances' }
const IMAGE = 'https://example.com/a.png'

/** Values added to the valid ones, and the issues. */
const INVALID: readonly (readonly [
  about: string,
  values: Record<string, unknown>,
  issues: readonly ValidationIssue[],
])[] = [
  ['no prompt', { prompt: undefined }, [{ name: 'prompt', code: 'missing' }]],
  ['an empty prompt', { prompt: '' }, [{ name: 'prompt', code: 'missing' }]],
  ['a blank prompt', { prompt: ' \n\t\u00a0' }, [{ name: 'prompt', code: 'missing' }]],
  ['a prompt of control characters', { prompt: '\u0000\u0007\u001b' }, [{ name: 'prompt', code: 'missing' }]],
  ['a prompt of null', { prompt: null }, [{ name: 'prompt', code: 'wrongType' }]],
  ['a prompt of NaN', { prompt: Number.NaN }, [{ name: 'prompt', code: 'wrongType' }]],
  ['no source video', { video_url: undefined }, [{ name: 'video_url', code: 'missing' }]],
  ['an ftp URL', { video_url: 'ftp://example.com/a.mp4' }, urlIssue({ code: 'unsupportedScheme', scheme: 'ftp' })],
  ['a file URL', { video_url: 'file:///home/me/a.mp4' }, urlIssue({ code: 'filePath' })],
  ['a Windows path', { video_url: 'C:\\clips\\a.mp4' }, urlIssue({ code: 'filePath' })],
  [
    'a javascript URL',
    { video_url: 'javascript:alert(1)' },
    urlIssue({ code: 'unsupportedScheme', scheme: 'javascript' }),
  ],
  [
    'a missing scheme',
    { video_url: 'example.com:8080/a.mp4' },
    urlIssue({ code: 'noHttpScheme', text: 'example.com:8080/a.mp4' }),
  ],
  ['a missing host', { video_url: 'https:///a.mp4' }, urlIssue({ code: 'noHttpScheme', text: 'https:///a.mp4' })],
  [
    'an invalid host',
    { video_url: 'https://a:b:c/a.mp4' },
    urlIssue({ code: 'malformed', text: 'https://a:b:c/a.mp4' }),
  ],
  ['a space in the URL', { video_url: 'https://example.com/my clip.mp4' }, urlIssue({ code: 'whitespace' })],
  ['an image as the source', { video_url: 'data:image/png;base64,AAAA' }, urlIssue({ code: 'wrongMediaType' })],
  ['an empty data: URI', { video_url: 'data:video/mp4;base64,' }, urlIssue({ code: 'emptyData' })],
  ['a data: URI that is not Base64', { video_url: 'data:video/mp4;base64,a%3Cb' }, urlIssue({ code: 'notBase64' })],
  ['16 frames', { num_frames: 16 }, [{ name: 'num_frames', code: 'outOfRange', value: 16 }]],
  ['242 frames', { num_frames: 242 }, [{ name: 'num_frames', code: 'outOfRange', value: 242 }]],
  ['a fraction of a frame', { num_frames: 81.5 }, [{ name: 'num_frames', code: 'notAnInteger', text: '81.5' }]],
  ['frames as a string', { num_frames: '81' }, [{ name: 'num_frames', code: 'wrongType' }]],
  ['NaN frames', { num_frames: Number.NaN }, [{ name: 'num_frames', code: 'notANumber', text: 'NaN' }]],
  ['31 fps', { frames_per_second: 31 }, [{ name: 'frames_per_second', code: 'outOfRange', value: 31 }]],
  ['4 fps', { frames_per_second: 4 }, [{ name: 'frames_per_second', code: 'outOfRange', value: 4 }]],
  ['an unsafe integer', { seed: 2 ** 53 }, [{ name: 'seed', code: 'unsafeInteger', text: '9007199254740992' }]],
  [
    'an unsafe integer in a parameter with bounds',
    { num_frames: -(2 ** 53) },
    [{ name: 'num_frames', code: 'unsafeInteger', text: '-9007199254740992' }],
  ],
  [
    'infinite guidance',
    { guidance_scale: Infinity },
    [{ name: 'guidance_scale', code: 'notANumber', text: 'Infinity' }],
  ],
  [
    'negative interpolation',
    { num_interpolated_frames: -1 },
    [{ name: 'num_interpolated_frames', code: 'outOfRange', value: -1 }],
  ],
  ['an unlisted resolution', { resolution: '1080p' }, [{ name: 'resolution', code: 'notAllowed', text: '1080p' }]],
  ['a number as a resolution', { resolution: 720 }, [{ name: 'resolution', code: 'wrongType' }]],
  ['a string as a boolean', { preprocess: 'yes' }, [{ name: 'preprocess', code: 'wrongType' }]],
  ['five images', { image_list: Array(5).fill(IMAGE) }, [{ name: 'image_list', code: 'wrongItemCount', count: 5 }]],
  [
    'an invalid image URL',
    { image_list: [IMAGE, 'ftp://example.com/b.png'] },
    [{ name: 'image_list', code: 'invalidUrl', url: { code: 'unsupportedScheme', scheme: 'ftp' }, item: 2 }],
  ],
  ['images as a string', { image_list: IMAGE }, [{ name: 'image_list', code: 'wrongType' }]],
  ['images that are not strings', { image_list: [IMAGE, 1] }, [{ name: 'image_list', code: 'wrongType' }]],
  [
    'unknown fields',
    { n_frames: 81, ['__proto__']: 1, constructor: 2 },
    ['n_frames', '__proto__', 'constructor'].map((name) => ({ name, code: 'unknownParameter' })),
  ],
  ['another model', { model: 'other/model' }, [{ name: 'model', code: 'notAllowed', text: 'other/model' }]],
  [
    'several invalid values, in the order of the table',
    { num_frames: 16, prompt: '', frames_per_second: 31 },
    [
      { name: 'prompt', code: 'missing' },
      { name: 'num_frames', code: 'outOfRange', value: 16 },
      { name: 'frames_per_second', code: 'outOfRange', value: 31 },
    ],
  ],
]

/** Values added to the valid ones, and all values of the request. */
const VALID_CASES: readonly (readonly [
  about: string,
  values: Record<string, unknown>,
  kept: Record<string, unknown>,
])[] = [
  ['only the required values', {}, VALID],
  ['markup as plain text', { prompt: '<script>alert(1)</script>' }, { ...VALID, prompt: '<script>alert(1)</script>' }],
  ['20,000 characters', { prompt: 'x'.repeat(20_000) }, { ...VALID, prompt: 'x'.repeat(20_000) }],
  [
    'leading and trailing whitespace and control characters',
    { prompt: '  a\u0000b\r\nc\ttab \n' },
    { ...VALID, prompt: 'ab\nc\ttab' },
  ],
  ['an unpaired surrogate', { prompt: 'a\ud800' }, { ...VALID, prompt: 'a\ufffd' }],
  ['empty values, which are omitted', { seed: undefined, image_list: [], image_url: '' }, VALID],
  ['an empty text where it is a value', { negative_prompt: '' }, { ...VALID, negative_prompt: '' }],
  ['a blank text where an empty one is a value', { negative_prompt: ' \n' }, { ...VALID, negative_prompt: '' }],
  ['a text that is not set where an empty one is a value', { negative_prompt: undefined }, VALID],
  ['its own model id', { model: POSE_MODEL.id }, VALID],
  ['zero and false as values', { seed: 0, preprocess: false }, { ...VALID, seed: 0, preprocess: false }],
  ['a value that equals the default', { num_frames: 81 }, { ...VALID, num_frames: 81 }],
  [
    'a loopback URL, for the sandbox',
    { video_url: ' http://127.0.0.1:8787/a.mp4 ' },
    { ...VALID, video_url: 'http://127.0.0.1:8787/a.mp4' },
  ],
  ['a signed URL', { video_url: `${VIDEO}?a=b&c=%20#t=1` }, { ...VALID, video_url: `${VIDEO}?a=b&c=%20#t=1` }],
  ['a data: URI', { video_url: 'data:video/mp4;base64,AAAA' }, { ...VALID, video_url: 'data:video/mp4;base64,AAAA' }],
  [
    'a data: URI with codecs',
    { video_url: 'DATA:video/webm;codecs="vp9.0";base64,AAA=' },
    { ...VALID, video_url: 'DATA:video/webm;codecs="vp9.0";base64,AAA=' },
  ],
  [
    'values at their bounds',
    { num_frames: 241, frames_per_second: 5 },
    { ...VALID, num_frames: 241, frames_per_second: 5 },
  ],
  [
    'values that only one API document lists',
    { num_frames: 17, resolution: 'auto', image_list: [IMAGE] },
    { ...VALID, num_frames: 17, resolution: 'auto', image_list: [IMAGE] },
  ],
]

describe('validateRequest', () => {
  for (const [about, values, issues] of INVALID) {
    it(`rejects ${about}`, () => {
      assert.deepEqual(validateRequest(POSE_MODEL, { ...VALID, ...values }), { ok: false, issues })
    })
  }

  for (const [about, values, kept] of VALID_CASES) {
    it(`accepts ${about}`, () => {
      const validation = validateRequest(POSE_MODEL, { ...VALID, ...values })
      assert.deepEqual(validation, { ok: true, request: { model: POSE_MODEL.id, values: kept } })
    })
  }

  it('checks a data: URI of 30 MB in linear time', () => {
    assertLinear(30_000_000, (size) => {
      const video = `data:video/mp4;base64,${'A'.repeat(size)}`
      assert.equal(validateRequest(POSE_MODEL, { ...VALID, video_url: video }).ok, true)
    })
  })
})

function urlIssue(url: MediaUrlIssue): readonly ValidationIssue[] {
  return [{ name: 'video_url', code: 'invalidUrl', url }]
}
