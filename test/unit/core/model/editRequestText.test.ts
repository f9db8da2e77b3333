import assert from 'node:assert/strict'
import fc from 'fast-check'
import { editRequestText } from '../../../../src/core/model/editRequestText.ts'
import { parseRequestFile } from '../../../../src/core/model/parseRequestFile.ts'

const OPTIONS = { index: undefined, tabSize: 2, insertSpaces: true }

const FILE = `// The walk.
{
  /* From the studio */ "video_url": "clips/walk.mp4", // 5 seconds
  "prompt": "A dancer",
  // Looks best.
  "seed": 7, // lucky
  "guidance_scale": 4.50 // strict
}
`

describe('editRequestText', () => {
  const rows: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ['replaces a value', { seed: 8 }, FILE.replace('"seed": 7,', '"seed": 8,')],
    ['keeps a value that is written differently', { guidance_scale: 4.5 }, FILE],
    ['removes a value and keeps its comments', { seed: undefined }, FILE.replace('"seed": 7, // lucky', ' // lucky')],
    ['removes a line', { prompt: undefined }, FILE.replace('  "prompt": "A dancer",\n', '')],
    [
      'adds a value after the comment of the last one',
      { shift: 3 },
      FILE.replace('4.50 // strict\n', '4.50, // strict\n  "shift": 3\n'),
    ],
    [
      'removes the last value',
      { guidance_scale: undefined },
      FILE.replace('"guidance_scale": 4.50 // strict', ' // strict'),
    ],
    ['removes what is not there', { num_frames: undefined }, FILE],
  ]
  for (const [title, changes, expected] of rows) {
    it(title, () => assert.strictEqual(editRequestText(FILE, changes, OPTIONS), expected))
  }

  it('leaves plain JSON without a trailing comma', () => {
    const text = '{\n  "prompt": "A",\n  "seed": 1\n}'
    assert.strictEqual(editRequestText(text, { seed: undefined }, OPTIONS), '{\n  "prompt": "A"\n}')
    assert.strictEqual(editRequestText('{}', { seed: 1 }, OPTIONS), '{\n  "seed": 1\n}')
  })

  it('edits one request of a list', () => {
    const text = '[{"seed": 1}, {"seed": 2}]'
    assert.strictEqual(editRequestText(text, { seed: 3 }, { ...OPTIONS, index: 1 }), '[{"seed": 1}, {"seed": 3}]')
    assert.strictEqual(editRequestText(text, { seed: 3 }, { ...OPTIONS, index: 2 }), text)
  })

  it('does not touch a text with syntax errors', () => {
    assert.strictEqual(editRequestText('{"seed": 1', { seed: 3 }, OPTIONS), '{"seed": 1')
  })

  it('has the new values and all comments after any edits', () => {
    const names = ['prompt', 'seed', 'shift', 'video_url', 'image_list', 'guidance_scale']
    const value = fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.array(fc.string())), {
      nil: undefined,
    })
    const comment = fc.constantFrom('', ' // a ', ' /* b */ ', '\n// c\n', '\r\n', ' ')
    const file = fc
      .tuple(
        fc.subarray(names),
        fc.array(fc.tuple(comment, comment, comment), { minLength: 7, maxLength: 7 }),
        fc.boolean(),
      )
      .map(([used, comments, trailing]) => {
        const properties = used.map((name, index) => {
          const [before, after, comma] = (comments[index] ?? ['', '', '']).map(closed)
          const isLast = index === used.length - 1
          return `${before}${JSON.stringify(name)}: ${index}${after}${isLast && !trailing ? '' : `,${comma}`}`
        })
        return `${closed(comments[6]?.[0] ?? '')}{${properties.join('')}}`
      })
    fc.assert(
      fc.property(file, fc.dictionary(fc.constantFrom(...names), value), (text, changes) => {
        const before = parseRequestFile(text).requests[0]?.values
        const edited = editRequestText(text, changes, OPTIONS)
        const expected = Object.entries({ ...before, ...changes }).filter(([, item]) => item !== undefined)
        const { requests, problems } = parseRequestFile(edited)
        assert.deepStrictEqual(Object.entries(requests[0]?.values ?? {}).sort(), expected.sort(), edited)
        assert.deepStrictEqual(
          problems.filter(({ issue }) => issue.code === 'syntax'),
          [],
          edited,
        )
        for (const mark of ['// a', '/* b */', '// c']) {
          assert.ok(edited.split(mark).length >= text.split(mark).length, edited)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

/** A line comment ends with its line. */
function closed(comment: string): string {
  return comment.startsWith(' //') ? `${comment}\n` : comment
}
