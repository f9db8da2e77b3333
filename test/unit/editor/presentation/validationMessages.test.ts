import assert from 'node:assert/strict'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { validateRequest } from '../../../../src/core/model/request.ts'
import { validationMessage } from '../../../../src/editor/presentation/validationMessages.ts'
import { l10n } from '../../../fixtures/renderContext.ts'

const VALID = { video_url: 'https://example.com/dance.mp4', prompt: 'A robot dances' }
const IMAGE = 'https://example.com/a.png'

/** Values added to the valid ones, and the message. */
const CASES: readonly (readonly [values: Record<string, unknown>, message: string])[] = [
  [{ prompt: '' }, 'Prompt is required. Describe what the video should show.'],
  [{ prompt: null }, 'Prompt must be text.'],
  [{ video_url: undefined }, 'Source video is required. Enter an https URL or a data: URI.'],
  [{ video_url: 1 }, 'Source video must be an https URL or a data: URI of a video.'],
  [{ image_url: 1 }, 'First frame must be an https URL or a data: URI of an image.'],
  [{ video_url: 'ftp://example.com/a.mp4' }, 'Source video: ftp URLs are not supported. Enter an https URL.'],
  [
    { video_url: 'C:\\clips\\a.mp4' },
    'Source video: file paths are not supported. Enter an https URL, or choose a local file.',
  ],
  [
    { video_url: 'example.com:8080/a.mp4' },
    'Source video: "example.com:8080/a.mp4" is not a URL. It must start with https://.',
  ],
  [{ video_url: 'https://a:b:c/a.mp4' }, 'Source video: "https://a:b:c/a.mp4" is not a valid URL.'],
  [
    { video_url: 'https://example.com/my clip.mp4' },
    'Source video: a URL cannot contain spaces or line breaks. Use %20 for a space.',
  ],
  [
    { video_url: 'data:image/png;base64,AAAA' },
    'Source video: the data: URI is not a video. It must start with data:video/…;base64,',
  ],
  [
    { image_url: 'data:video/mp4;base64,AAAA' },
    'First frame: the data: URI is not an image. It must start with data:image/…;base64,',
  ],
  [{ video_url: 'data:video/mp4;base64,' }, 'Source video: the data: URI is empty.'],
  [{ video_url: 'data:video/mp4;base64,a%3Cb' }, 'Source video: the data: URI is not valid Base64.'],
  [{ num_frames: 16 }, 'Number of frames must be between 17 and 241, not 16.'],
  [{ num_frames: 81.5 }, 'Number of frames must be a whole number between 17 and 241, not 81.5.'],
  [{ num_frames: '81' }, 'Number of frames must be a whole number between 17 and 241.'],
  [{ num_frames: Number.NaN }, 'Number of frames must be a whole number between 17 and 241, not "NaN".'],
  [{ guidance_scale: Infinity }, 'Guidance scale must be a number, not "Infinity".'],
  [{ seed: 2 ** 53 }, 'Seed must be between -9007199254740991 and 9007199254740991, not 9007199254740992.'],
  [{ num_interpolated_frames: -1 }, 'Interpolated frames must be 0 or greater, not -1.'],
  [{ num_interpolated_frames: '1' }, 'Interpolated frames must be a whole number, 0 or greater.'],
  [{ resolution: '1080p' }, 'Resolution must be one of auto, 240p, 360p, 480p, 580p, 720p, not "1080p".'],
  [{ preprocess: 'yes' }, 'Preprocess source video must be true or false.'],
  [{ image_list: Array(5).fill(IMAGE) }, 'Reference images must be a list of 1 to 4 images, not 5.'],
  [{ image_list: IMAGE }, 'Reference images must be a list of 1 to 4 images.'],
  [
    { image_list: [IMAGE, 'ftp://example.com/b.png'] },
    'Reference images, item 2: ftp URLs are not supported. Enter an https URL.',
  ],
  [{ n_frames: 81 }, 'Unknown parameter: "n_frames". Remove it.'],
  [{ ['x'.repeat(1_000_000)]: 81 }, `Unknown parameter: "${'x'.repeat(39)}…". Remove it.`],
]

describe('validationMessage', () => {
  for (const [values, message] of CASES) {
    it(message, () => {
      const validation = validateRequest(POSE_MODEL, { ...VALID, ...values })
      assert.deepEqual(validation.ok || validation.issues.map((issue) => validationMessage(POSE_MODEL, issue, l10n)), [
        message,
      ])
    })
  }

  it('advises to use a decimal point', () => {
    const issue = { name: 'guidance_scale', code: 'notANumber', text: '5,5' } as const
    assert.equal(
      validationMessage(POSE_MODEL, issue, l10n),
      'Guidance scale must be a number, not 5,5. Use a period as the decimal separator.',
    )
  })
})
