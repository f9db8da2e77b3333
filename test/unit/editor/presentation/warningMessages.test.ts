import assert from 'node:assert/strict'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { requestWarnings } from '../../../../src/core/model/requestWarnings.ts'
import { warningMessage } from '../../../../src/editor/presentation/warningMessages.ts'
import { l10n } from '../../../fixtures/renderContext.ts'

const CASES: readonly (readonly [values: Record<string, unknown>, messages: readonly string[]])[] = [
  [
    { num_frames: 100, match_input_num_frames: true },
    ['"Number of frames" is ignored while "Match source frame count" is on.'],
  ],
  [
    { auto_downsample_min_fps: 12 },
    ['"Minimum downsampled frame rate" is ignored unless "Automatic downsampling" is on.'],
  ],
  [
    { temporal_downsample_factor: 2, enable_auto_downsample: true },
    ['"Downsampling factor" may be ignored while "Automatic downsampling" is on.'],
  ],
  [
    { interpolator_model: 'rife' },
    ['"Interpolation model" is ignored unless "Interpolated frames" is greater than 0.'],
  ],
  [{ sync_mode: true }, ['The video is returned in the response, so there is no URL to copy.']],
  [{ seed: 1 }, ['The current API documentation doesn\'t list "Seed". The service may ignore or reject it.']],
  [
    { resolution: '240p' },
    ['The current API documentation doesn\'t list this value of "Resolution". The service may reject it.'],
  ],
  [
    { num_frames: 17 },
    ['Earlier API documentation lists only 81 to 241 for "Number of frames". The service may reject this value.'],
  ],
  [
    { image_list: ['https://a.b/1.png'] },
    [
      'The current API documentation doesn\'t list "Reference images". The service may ignore or reject it.',
      'The API documentation asks for 2 to 4 items in "Reference images". The service may reject the list.',
    ],
  ],
  [
    { video_url: 'http://127.0.0.1:8787/a.mp4' },
    ['"Source video" is on this computer (127.0.0.1). Only the sandbox can access it.'],
  ],
  [
    { video_url: 'http://example.com/a.mp4' },
    ['"Source video" is an http URL. The service may accept only https URLs.'],
  ],
]

describe('warningMessage', () => {
  for (const [values, messages] of CASES) {
    it(JSON.stringify(values), () => {
      const warnings = requestWarnings(POSE_MODEL, values)
      assert.deepEqual(
        warnings.map((warning) => warningMessage(POSE_MODEL, warning, l10n)),
        messages,
      )
    })
  }
})
