import assert from 'node:assert/strict'
import { type ExpectedResult, expectedResult, type SourceFacts } from '../../../../src/core/model/expectedResult.ts'

const SOURCE: SourceFacts = { frames: 120, framesPerSecond: 30, width: 1080, height: 1920 }
const MATCH = { match_input_num_frames: true, match_input_frames_per_second: true }

function summary({ frames, rate, durationSeconds, size }: ExpectedResult): unknown[] {
  return [frames.count, frames.from, rate.framesPerSecond, rate.from, durationSeconds, size.width, size.height]
}

describe('expectedResult', () => {
  const cases: readonly (readonly [string, Record<string, unknown>, SourceFacts | undefined, unknown[]])[] = [
    ['the defaults', {}, undefined, [81, 'default', 16, 'default', 81 / 16, undefined, undefined]],
    [
      'values that are set',
      { num_frames: 100, frames_per_second: 20, resolution: '480p', aspect_ratio: '16:9' },
      undefined,
      [100, 'set', 20, 'set', 5, 854, 480],
    ],
    [
      'a source video that is not known',
      { ...MATCH, num_frames: 100, resolution: '480p' },
      undefined,
      [undefined, 'source', undefined, 'source', undefined, undefined, undefined],
    ],
    [
      'a source video that is known',
      { ...MATCH, num_frames: 100, resolution: '720p' },
      SOURCE,
      [120, 'source', 30, 'source', 4, 720, 1280],
    ],
    [
      'a square',
      { resolution: '240p', aspect_ratio: '1:1' },
      SOURCE,
      [81, 'default', 16, 'default', 81 / 16, 240, 240],
    ],
    [
      'values of the wrong type',
      { num_frames: '9', frames_per_second: Number.NaN, resolution: 7, aspect_ratio: {} },
      undefined,
      [81, 'default', 16, 'default', 81 / 16, undefined, undefined],
    ],
  ]
  for (const [name, values, source, expected] of cases) {
    it(`derives the video from ${name}`, () => assert.deepEqual(summary(expectedResult(values, source)), expected))
  }
})
