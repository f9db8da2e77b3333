import assert from 'node:assert/strict'
import { toDataUri } from '../../../../src/core/model/mediaUrl.ts'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { formatUnset, formatValue, summarizeRequest } from '../../../../src/editor/presentation/requestSummary.ts'
import { l10n } from '../../../fixtures/renderContext.ts'

const language = { l10n, locale: 'en' }

describe('summarizeRequest', () => {
  it('lists the parameters that are set in the order of the table, truncated', () => {
    const rows = summarizeRequest(
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
      language,
      30,
    )
    assert.deepEqual(
      rows.map((row) => [row.label, row.value]),
      [
        ['Model', 'Wan 2.2 VACE Fun, Pose'],
        ['Source video', 'data: video/mp4, 3.2 MB'],
        ['Preprocess source video', 'Off'],
        ['Prompt', '<script> xxxxxxxxxxxxxxxxxxxx…'],
        ['Number of frames', '81'],
        ['Reference images', 'https://a.b/1.png, data: imag…'],
      ],
    )
  })

  it('lists the request of an unknown model, and values of unexpected types', () => {
    const values = { zoom: null, deep: { a: [1] }, emoji: '👍'.repeat(50), none: undefined }
    assert.deepEqual(
      summarizeRequest({ model: 'other/model', values }, language, 10).map((row) => `${row.label}: ${row.value}`),
      ['Model: other/model', 'zoom: null', 'deep: {"a":[1]}', `emoji: ${'👍'.repeat(9)}…`, 'none: undefined'],
    )
  })
})

describe('formatValue', () => {
  const uri = (name: string) => toDataUri('video/mp4', name, 'A'.repeat(4_266_668))
  const cases: readonly (readonly [about: string, value: unknown, text: string])[] = [
    ['a local file by its name', uri('dance.mp4'), 'dance.mp4, 3.2 MB'],
    ['local files of a list by their names', [uri('a b.mp4'), uri('ü.mp4')], 'a b.mp4, 3.2 MB, ü.mp4, 3.2 MB'],
    ['a long name, truncated', uri(`${'x'.repeat(60)}.mp4`), `${'x'.repeat(29)}…, 3.2 MB`],
    ['a blank name by the media type', uri(' \n'), 'data: video/mp4, 3.2 MB'],
    ['an empty text as a value', '', 'None (empty)'],
    ['a name with line breaks in one line', uri('a\nb.mp4'), 'a b.mp4, 3.2 MB'],
  ]
  for (const [about, value, text] of cases) {
    it(`shows ${about}`, () => assert.equal(formatValue(value, language, 38), text))
  }
})

describe('formatUnset', () => {
  it('shows the default of each parameter', () => {
    const unset = POSE_MODEL.parameters.map((parameter) => formatUnset(parameter, l10n, 20))
    assert.deepEqual([...new Set(unset)].sort(), [
      '15 (default)',
      '16 (default)',
      '30 (default)',
      '480p or auto (default)',
      '5 (default)',
      '81 (default)',
      'auto (default)',
      'balanced (default)',
      'default',
      'film (default)',
      'high (default)',
      'letterboxing, borde… (default)',
      'none',
      'not set',
      'regular (default)',
    ])
  })
})
