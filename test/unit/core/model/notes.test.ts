import assert from 'node:assert/strict'
import { notes } from '../../../../src/core/model/notes.ts'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { describeRequest, describeUnset } from '../../../../src/core/model/summary.ts'

const TOLD: readonly (readonly [values: Record<string, unknown>, messages: readonly string[]])[] = [
  [{}, []],
  [
    { num_frames: 100, match_input_num_frames: true },
    ['Frames to make is ignored while “Match the source’s frame count” is on.'],
  ],
  [{ num_frames: 100, match_input_num_frames: false }, []],
  [{ match_input_num_frames: true }, []],
  [
    { frames_per_second: 20, match_input_frames_per_second: true },
    ['Frames per second is ignored while “Match the source’s frame rate” is on.'],
  ],
  [
    { auto_downsample_min_fps: 12 },
    ['Lowest rate when downsampling matters only while “Downsample automatically” is on.'],
  ],
  [{ auto_downsample_min_fps: 12, enable_auto_downsample: true }, []],
  [
    { temporal_downsample_factor: 2, enable_auto_downsample: true },
    ['Downsampling factor may be ignored (inferred) while “Downsample automatically” is on.'],
  ],
  [{ interpolator_model: 'rife' }, ['Interpolation model matters only while “Interpolated frames” is more than 0.']],
  [
    { interpolator_model: 'rife', num_interpolated_frames: 0 },
    ['Interpolation model matters only while “Interpolated frames” is more than 0.'],
  ],
  [{ interpolator_model: 'rife', num_interpolated_frames: 1 }, []],
  [{ seed: 1 }, ['Seed may be ignored or refused: the service’s document of 2026-08-21 lacks it.']],
  [
    { video_url: 'http://127.0.0.1:8787/a.mp4' },
    ['Source video is on this machine (127.0.0.1): only the sandbox can reach it.'],
  ],
  [
    { video_url: 'http://example.com/a.mp4' },
    ['Source video is a plain http address; the service documents https only and may refuse it.'],
  ],
  [
    { video_url: 42, image_list: 'x', num_frames: {}, sync_mode: 'on' },
    ['Reference images may be ignored or refused: the service’s document of 2026-08-21 lacks it.'],
  ],
]

describe('notes', () => {
  for (const [values, messages] of TOLD) {
    it(JSON.stringify(values), () => {
      const told = notes(POSE_MODEL, values).map((note) => note.message)
      assert.deepEqual(told, messages)
    })
  }
})

describe('describeRequest', () => {
  it('shows what was set in the order of the table, shortened', () => {
    const rows = describeRequest(
      {
        model: POSE_MODEL.id,
        values: {
          preprocess: false,
          prompt: `<script>\n  ${'x'.repeat(500)}`,
          image_list: ['https://a.b/1.png', `data:image/png;base64,${'A'.repeat(4000)}`],
          video_url: `data:video/mp4;base64,${'A'.repeat(4_266_668)}`,
          num_frames: 81,
        },
      },
      'en',
      30,
    )
    assert.deepEqual(
      rows.map((row) => [row.label, row.value]),
      [
        ['Model', 'Wan 2.2 VACE Fun, Pose'],
        ['Source video', 'data: video/mp4, 3.2 MB'],
        ['Preprocess the source', 'Off'],
        ['Prompt', '<script> xxxxxxxxxxxxxxxxxxxx…'],
        ['Frames to make', '81'],
        ['Reference images', 'https://a.b/1.png, data: imag…'],
      ],
    )
  })

  it('shows a request of an unknown model, and values that nobody expected', () => {
    const values = { zoom: null, deep: { a: [1] }, emoji: '👍'.repeat(50), none: undefined }
    assert.deepEqual(
      describeRequest({ model: 'other/model', values }, 'en', 10).map((row) => `${row.label}: ${row.value}`),
      ['Model: other/model', 'zoom: null', 'deep: {"a":[1]}', `emoji: ${'👍'.repeat(9)}…`, 'none: undefined'],
    )
  })

  it('says what applies to the ones that are not set', () => {
    const unset = POSE_MODEL.parameters.map((parameter) => describeUnset(parameter, 20))
    assert.deepEqual([...new Set(unset)].sort(), [
      'default: 15',
      'default: 16',
      'default: 30',
      'default: 5',
      'default: 81',
      'default: auto',
      'default: balanced',
      'default: film',
      'default: high',
      'default: letterboxing, borde…',
      'default: regular',
      'not set',
    ])
  })
})
