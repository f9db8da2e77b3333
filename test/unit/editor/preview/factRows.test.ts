import assert from 'node:assert/strict'
import { factRows } from '../../../../src/editor/preview/factRows.ts'
import { unplayableArea, videoArea } from '../../../../src/editor/preview/videoArea.ts'
import type { VideoFileInfo } from '../../../../src/editor/preview/videoFileInfo.ts'
import { l10n } from '../../../fixtures/renderContext.ts'

const language = { l10n, locale: 'en' }
const facts = {
  ...{ width: 854, height: 480, codec: 'avc', durationSeconds: 5.0625, framesPerSecond: 16, frames: 81 },
  ...{ exactFramesPerSecond: 16, bitRate: 1_234_000, audio: undefined },
}
const info: VideoFileInfo = { sizeBytes: 800_000, facts, isComplete: true, version: 1 }

function differences(values: object | undefined, changed: Partial<typeof facts> = {}): Record<string, string> {
  const rows = factRows({ ...info, facts: { ...facts, ...changed } }, values && { ...values }, language)
  return Object.fromEntries(rows.flatMap(({ label, difference }) => (difference ? [[label, difference]] : [])))
}

describe('the facts of a file in the preview', () => {
  it('are the codec, the size, the frames, the rate, the length, the bit rate and the bytes', () => {
    const rows = factRows(info, {}, language).map(({ label, value }) => [label, value.kind === 'text' && value.text])
    assert.deepEqual(Object.fromEntries(rows), {
      Codec: 'H.264',
      Size: '854 × 480',
      Frames: '81',
      'Frame rate': '16 fps',
      Length: '5.06 s',
      'Bit rate': '1,234 kbit/s',
      'File size': '800 kB',
    })
  })

  const cases: readonly [string, object | undefined, Partial<typeof facts>, Record<string, string>][] = [
    ['the file is as requested', { resolution: '480p', aspect_ratio: '16:9', num_frames: 81 }, {}, {}],
    ['nothing is known of the request', undefined, { frames: 3 }, {}],
    [
      'it has another size, count and rate',
      { resolution: '720p', aspect_ratio: '16:9', num_frames: 100, frames_per_second: 24 },
      {},
      { Size: 'Requested: 1280 × 720', Frames: 'Requested: 100', 'Frame rate': 'Requested: 24 fps' },
    ],
    ['only the short side is known', { resolution: '720p' }, {}, { Size: 'Requested: 720p' }],
    [
      'the source video decides',
      { match_input_num_frames: true, match_input_frames_per_second: true },
      { frames: 9 },
      {},
    ],
    ['frames are interpolated', { num_interpolated_frames: 1, resolution: '480p' }, { frames: 161 }, {}],
    ['the rate is a fraction', { frames_per_second: 24 }, { exactFramesPerSecond: 24000 / 1001 }, {}],
  ]
  for (const [name, values, changed, expected] of cases) {
    it(`mark differences: ${name}`, () => assert.deepEqual(differences(values, changed), expected))
  }

  it('are left out for a file that is not a video, except for its size', () => {
    const rows = factRows({ ...info, facts: undefined }, {}, language)
    assert.deepEqual(
      rows.map(({ label }) => label),
      ['File size'],
    )
  })
})

describe('the area of a video', () => {
  it('has the timing and the shape of the file', () => {
    const { timing, aspectRatio, audio, note } = videoArea(
      { src: 'https://x/v.mp4', label: 'Video', aspectRatio: 1, info, sizeBytes: info.sizeBytes },
      l10n,
    )
    assert.deepEqual(
      [timing, aspectRatio, audio, note],
      [{ framesPerSecond: 16, frames: 81 }, 854 / 480, undefined, undefined],
    )
  })

  it('names an audio codec that the page may not play, and a missing end', () => {
    const audio = { codec: 'ac3', mediaType: 'audio/mp4; codecs="ac-3"' }
    const area = videoArea(
      {
        ...{ src: 'https://x/v.mp4', label: 'Video', aspectRatio: 1, sizeBytes: info.sizeBytes },
        info: { ...info, isComplete: false, facts: { ...facts, audio } },
      },
      l10n,
    )
    assert.deepEqual(
      [area.audio, area.note],
      [
        {
          mediaType: 'audio/mp4; codecs="ac-3"',
          unsupportedText: 'The editor cannot play the sound of this video (AC-3). To hear it, select Open Externally.',
        },
        'The file is incomplete: its end is missing.',
      ],
    )
  })

  it('lets the page read a large file in parts, also before its index was read', () => {
    const options = { src: 'https://x/v.mp4', label: 'Video', aspectRatio: 1, info: undefined }
    const largeOf = (sizeBytes: number | undefined) => videoArea({ ...options, sizeBytes }, l10n).large
    assert.deepEqual(
      [largeOf(undefined), largeOf(10_000_000), largeOf(500_000_000)?.sizeBytes],
      [...[undefined, undefined], 500_000_000],
    )
    assert.match(largeOf(500_000_000)?.slowText ?? '', /^This file is large/)
  })

  const unplayable: readonly [string, VideoFileInfo | undefined, string][] = [
    ['cannot be read', undefined, 'The file cannot be read.'],
    ['is empty', { ...info, sizeBytes: 0, facts: undefined }, 'The file is empty.'],
    ['is cut off', { ...info, isComplete: false }, 'The file is incomplete: its end is missing.'],
    ['is not a video', { ...info, facts: undefined }, 'The file is not a video, or it is damaged.'],
    [
      'has another codec',
      { ...info, facts: { ...facts, codec: 'hevc' } },
      'The editor cannot decode this video (H.265). Another player may be able to play it: select Open Externally.',
    ],
  ]
  for (const [name, of, text] of unplayable) {
    it(`explains that the file ${name}`, () => {
      const area = unplayableArea(of, [], l10n)
      assert.deepEqual(area.kind === 'notice' && area.paragraphs, [text])
    })
  }
})
