import assert from 'node:assert/strict'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { validateRequest } from '../../../../src/core/model/request.ts'

const VIDEO = 'https://example.com/dance.mp4'
const GOOD = { video_url: VIDEO, prompt: 'A robot dances' }
const IMAGE = 'https://example.com/a.png'

/** Values beside the good ones, and the sentences that must come of them. */
const REFUSED: readonly (readonly [about: string, values: Record<string, unknown>, messages: readonly string[]])[] = [
  ['no prompt', { prompt: undefined }, ['Prompt is missing: describe what the video is to show.']],
  ['empty prompt', { prompt: '' }, ['Prompt is missing: describe what the video is to show.']],
  ['blank prompt', { prompt: ' \n\t\u00a0' }, ['Prompt is missing: describe what the video is to show.']],
  [
    'prompt of control characters',
    { prompt: '\u0000\u0007\u001b' },
    ['Prompt is missing: describe what the video is to show.'],
  ],
  ['prompt of null', { prompt: null }, ['Prompt must be a text.']],
  [
    'no source',
    { video_url: undefined },
    ['Source video is missing: give an https address or a data: URI of a video.'],
  ],
  [
    'ftp source',
    { video_url: 'ftp://example.com/a.mp4' },
    ['Source video must be an http(s) address or a data: URI of a video, not ftp:.'],
  ],
  [
    'file source',
    { video_url: 'file:///home/me/a.mp4' },
    ['Source video must be an http(s) address or a data: URI of a video, not a path on this machine.'],
  ],
  [
    'Windows path',
    { video_url: 'C:\\clips\\a.mp4' },
    ['Source video must be an http(s) address or a data: URI of a video, not a path on this machine.'],
  ],
  [
    'script source',
    { video_url: 'javascript:alert(1)' },
    ['Source video must be an http(s) address or a data: URI of a video, not javascript:.'],
  ],
  [
    'forgotten scheme',
    { video_url: 'example.com:8080/a.mp4' },
    [
      'Source video must be an http(s) address or a data: URI of a video; “example.com:8080/a.mp4” does not begin with https://.',
    ],
  ],
  [
    'no host',
    { video_url: 'https:///a.mp4' },
    [
      'Source video must be an http(s) address or a data: URI of a video; “https:///a.mp4” does not begin with https://.',
    ],
  ],
  [
    'bad host',
    { video_url: 'https://a:b:c/a.mp4' },
    ['Source video must be an http(s) address or a data: URI of a video; “https://a:b:c/a.mp4” is not a valid one.'],
  ],
  [
    'space in the address',
    { video_url: 'https://example.com/my clip.mp4' },
    ['Source video must be one address without spaces or line breaks; write %20 for a space.'],
  ],
  [
    'image as a source',
    { video_url: 'data:image/png;base64,AAAA' },
    ['Source video is a data: URI, but not of a video: it must begin with data:video/…;base64,'],
  ],
  ['empty data: URI', { video_url: 'data:video/mp4;base64,' }, ['Source video is a data: URI without any data.']],
  [
    'not base64',
    { video_url: 'data:video/mp4;base64,a%3Cb' },
    ['Source video is a data: URI whose data is not base64.'],
  ],
  ['80 frames', { num_frames: 80 }, ['Frames to make must be 81 to 241; 80 is too few.']],
  ['242 frames', { num_frames: 242 }, ['Frames to make must be 81 to 241; 242 is too many.']],
  ['half a frame', { num_frames: 81.5 }, ['Frames to make must be a whole number, 81 to 241; 81.5 is not.']],
  ['frames as text', { num_frames: '81' }, ['Frames to make must be a whole number, 81 to 241.']],
  ['NaN frames', { num_frames: Number.NaN }, ['Frames to make must be a number, 81 to 241; “NaN” is not.']],
  ['31 fps', { frames_per_second: 31 }, ['Frames per second must be 5 to 30; 31 is too high.']],
  ['4 fps', { frames_per_second: 4 }, ['Frames per second must be 5 to 30; 4 is too low.']],
  [
    'a seed that JSON cannot carry exactly',
    { seed: 2 ** 53 },
    ['Seed must be between -9007199254740991 and 9007199254740991; 9007199254740992 is outside.'],
  ],
  ['endless guidance', { guidance_scale: Infinity }, ['Guidance scale must be a number; “Infinity” is not.']],
  [
    'negative interpolation',
    { num_interpolated_frames: -1 },
    ['Interpolated frames must be 0 or more; -1 is too few.'],
  ],
  [
    'another resolution',
    { resolution: '1080p' },
    ['Resolution must be one of auto, 240p, 360p, 480p, 580p, 720p; “1080p” is not.'],
  ],
  ['a switch as a text', { preprocess: 'yes' }, ['Preprocess the source must be on or off (true or false).']],
  ['one image', { image_list: [IMAGE] }, ['Reference images must be 2 to 4 images; 1 is too few.']],
  ['five images', { image_list: Array(5).fill(IMAGE) }, ['Reference images must be 2 to 4 images; 5 is too many.']],
  [
    'a bad image',
    { image_list: [IMAGE, 'ftp://example.com/b.png'] },
    ['Reference images: number 2 must be an http(s) address or a data: URI of an image, not ftp:.'],
  ],
  ['images as a text', { image_list: IMAGE }, ['Reference images must be a list of 2 to 4 images.']],
  [
    'unknown fields',
    { n_frames: 81, ['__proto__']: 1, constructor: 2 },
    ['n_frames', '__proto__', 'constructor'].map(
      (n) => `“${n}” is not a parameter of Wan 2.2 VACE Fun, Pose. Remove it.`,
    ),
  ],
  [
    'another model',
    { model: 'alibaba/wan2.2-vace-fun-a14b-depth' },
    ['Model must be one of alibaba/wan2.2-vace-fun-a14b-pose; “alibaba/wan2.2-vace-fun-a14b-depth” is not.'],
  ],
  [
    'several faults at once, in the order of the table',
    { num_frames: 80, prompt: '', frames_per_second: 31 },
    [
      'Prompt is missing: describe what the video is to show.',
      'Frames to make must be 81 to 241; 80 is too few.',
      'Frames per second must be 5 to 30; 31 is too high.',
    ],
  ],
]

/** Values beside the good ones, and what is kept of all. */
const KEPT: readonly (readonly [about: string, values: Record<string, unknown>, kept: Record<string, unknown>])[] = [
  ['the least', {}, GOOD],
  ['markup is just text', { prompt: '<script>alert(1)</script>' }, { ...GOOD, prompt: '<script>alert(1)</script>' }],
  ['20,000 characters', { prompt: 'x'.repeat(20_000) }, { ...GOOD, prompt: 'x'.repeat(20_000) }],
  ['blank ends and control characters', { prompt: '  a\u0000b\r\nc\ttab \n' }, { ...GOOD, prompt: 'ab\nc\ttab' }],
  ['half a pair', { prompt: 'a\ud800' }, { ...GOOD, prompt: 'a\ufffd' }],
  ['unset ones are left out', { seed: undefined, negative_prompt: ' ', image_list: [], image_url: '' }, GOOD],
  ['its own model id', { model: POSE_MODEL.id }, GOOD],
  ['zero and off are values', { seed: 0, preprocess: false }, { ...GOOD, seed: 0, preprocess: false }],
  ['values equal to a default are the person’s choice', { num_frames: 81 }, { ...GOOD, num_frames: 81 }],
  [
    'loopback for the sandbox',
    { video_url: ' http://127.0.0.1:8787/a.mp4 ' },
    { ...GOOD, video_url: 'http://127.0.0.1:8787/a.mp4' },
  ],
  ['signed address', { video_url: `${VIDEO}?a=b&c=%20#t=1` }, { ...GOOD, video_url: `${VIDEO}?a=b&c=%20#t=1` }],
  ['data: URI', { video_url: 'data:video/mp4;base64,AAAA' }, { ...GOOD, video_url: 'data:video/mp4;base64,AAAA' }],
  [
    'data: URI with codecs',
    { video_url: 'DATA:video/webm;codecs="vp9.0";base64,AAA=' },
    { ...GOOD, video_url: 'DATA:video/webm;codecs="vp9.0";base64,AAA=' },
  ],
  ['bounds', { num_frames: 241, frames_per_second: 5 }, { ...GOOD, num_frames: 241, frames_per_second: 5 }],
]

describe('validateRequest', () => {
  for (const [about, values, messages] of REFUSED) {
    it(`refuses: ${about}`, () => {
      const check = validateRequest(POSE_MODEL, { ...GOOD, ...values })
      assert.deepEqual(check.ok ? check : check.problems.map((problem) => problem.message), messages)
    })
  }

  for (const [about, values, kept] of KEPT) {
    it(`keeps: ${about}`, () => {
      const check = validateRequest(POSE_MODEL, { ...GOOD, ...values })
      assert.deepEqual(check, { ok: true, request: { model: POSE_MODEL.id, values: kept } })
    })
  }

  it('checks a data: URI of 30 MB quickly', () => {
    const start = performance.now()
    const check = validateRequest(POSE_MODEL, { ...GOOD, video_url: `data:video/mp4;base64,${'A'.repeat(30_000_000)}` })
    assert.equal(check.ok, true)
    assert.ok(performance.now() - start < 3000)
  })
})
