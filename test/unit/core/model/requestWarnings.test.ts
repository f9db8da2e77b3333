import assert from 'node:assert/strict'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { type RequestWarning, requestWarnings } from '../../../../src/core/model/requestWarnings.ts'

const CASES: readonly (readonly [values: Record<string, unknown>, warnings: readonly RequestWarning[]])[] = [
  [{}, []],
  [
    { num_frames: 100, match_input_num_frames: true },
    [{ name: 'num_frames', code: 'ignoredWhileOn', by: 'match_input_num_frames' }],
  ],
  [{ num_frames: 100, match_input_num_frames: false }, []],
  [{ match_input_num_frames: true }, []],
  [
    { frames_per_second: 20, match_input_frames_per_second: true },
    [{ name: 'frames_per_second', code: 'ignoredWhileOn', by: 'match_input_frames_per_second' }],
  ],
  [
    { auto_downsample_min_fps: 12 },
    [{ name: 'auto_downsample_min_fps', code: 'ignoredUnlessOn', by: 'enable_auto_downsample' }],
  ],
  [{ auto_downsample_min_fps: 12, enable_auto_downsample: true }, []],
  [
    { temporal_downsample_factor: 2, enable_auto_downsample: true },
    [{ name: 'temporal_downsample_factor', code: 'maybeIgnoredWhileOn', by: 'enable_auto_downsample' }],
  ],
  [
    { interpolator_model: 'rife' },
    [{ name: 'interpolator_model', code: 'ignoredUnlessPositive', by: 'num_interpolated_frames' }],
  ],
  [
    { interpolator_model: 'rife', num_interpolated_frames: 0 },
    [{ name: 'interpolator_model', code: 'ignoredUnlessPositive', by: 'num_interpolated_frames' }],
  ],
  [{ interpolator_model: 'rife', num_interpolated_frames: 1 }, []],
  [{ sync_mode: true }, [{ name: 'sync_mode', code: 'videoInResponse' }]],
  [{ seed: 1 }, [{ name: 'seed', code: 'unlistedParameter' }]],
  ...['auto', '240p', '360p'].map(
    (resolution) => [{ resolution }, [{ name: 'resolution', code: 'unlistedValue', document: '2026-08-21' }]] as const,
  ),
  [{ resolution: '480p' }, []],
  [{ resolution: '1080p' }, []],
  ...[17, 80].map(
    (num_frames) => [{ num_frames }, [{ name: 'num_frames', code: 'unlistedValue', document: '2025-10-20' }]] as const,
  ),
  [{ num_frames: 81 }, []],
  [{ num_frames: 16 }, []],
  [
    { image_list: ['https://a.b/1.png'] },
    [
      { name: 'image_list', code: 'unlistedParameter' },
      { name: 'image_list', code: 'unlistedValue', document: '2025-10-20' },
    ],
  ],
  [{ video_url: 'http://127.0.0.1:8787/a.mp4' }, [{ name: 'video_url', code: 'localUrl', host: '127.0.0.1' }]],
  [{ video_url: 'http://example.com/a.mp4' }, [{ name: 'video_url', code: 'plainHttp' }]],
  [
    { image_list: ['https://a.b/1.png', 'http://a.localhost/2.png'] },
    [
      { name: 'image_list', code: 'localUrl', host: 'a.localhost' },
      { name: 'image_list', code: 'unlistedParameter' },
    ],
  ],
  [
    { video_url: 42, image_list: 'x', num_frames: {}, sync_mode: 'on' },
    [{ name: 'image_list', code: 'unlistedParameter' }],
  ],
]

describe('requestWarnings', () => {
  for (const [values, warnings] of CASES) {
    it(JSON.stringify(values), () => assert.deepEqual(requestWarnings(POSE_MODEL, values), warnings))
  }
})
