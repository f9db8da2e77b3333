import assert from 'node:assert/strict'
import { resolveMediaPath } from '../../../../src/core/model/mediaPath.ts'
import { parseRequestFile } from '../../../../src/core/model/parseRequestFile.ts'
import { isInSchema } from '../../../../src/core/model/requestFile.ts'
import { assertLinear } from '../../../fixtures/assertLinear.ts'

const REQUEST = '"video_url": "https://example.com/a.mp4", "prompt": "A dancer"'

/** Each problem as its code and the text that it marks. */
function problemsOf(text: string): [string, string][] {
  return parseRequestFile(text).problems.map(({ issue, range }) => [
    issue.code,
    text.slice(range.offset, range.offset + range.length),
  ])
}

describe('parseRequestFile', () => {
  it('reads one request with comments and trailing commas', () => {
    const text = `// A comment\n{ ${REQUEST}, /* seed */ "seed": 1, }\n`
    const { kind, requests, problems } = parseRequestFile(text)
    assert.deepStrictEqual(
      { kind, values: requests.map(({ values }) => values), problems },
      {
        kind: 'request',
        values: [{ video_url: 'https://example.com/a.mp4', prompt: 'A dancer', seed: 1 }],
        problems: [],
      },
    )
  })

  it('reads a list', () => {
    const { kind, requests, problems } = parseRequestFile(`[{${REQUEST}}, {${REQUEST}, "seed": 2}]`)
    assert.deepStrictEqual([kind, requests.length, requests[1]?.values['seed'], problems], ['list', 2, 2, []])
  })

  it('reads a matrix, whose axes can have a required parameter', () => {
    const text =
      '{"video_url": "a/b.mp4", "matrix": {"prompt": ["One", "Two"], "image_list": [["a.png"], ["b.png", "c.png"]]}}'
    const { kind, requests, axes, media, problems } = parseRequestFile(text)
    assert.deepStrictEqual(
      [
        kind,
        requests[0]?.values,
        axes.map(({ name, values }) => [name, values]),
        media.map((item) => item.text),
        problems,
      ],
      [
        'matrix',
        { video_url: 'a/b.mp4' },
        [
          ['prompt', ['One', 'Two']],
          ['image_list', [['a.png'], ['b.png', 'c.png']]],
        ],
        ['a/b.mp4', 'a.png', 'b.png', 'c.png'],
        [],
      ],
    )
  })

  const wrong: readonly (readonly [string, [string, string][]])[] = [
    ['', [['syntax', '']]],
    ['  // nothing\n', [['syntax', '  // nothing\n']]],
    ['1', [['notARequest', '1']]],
    ['[]', [['emptyList', '[]']]],
    [
      '{}',
      [
        ['missing', '{'],
        ['missing', '{'],
      ],
    ],
    [`[{${REQUEST}}, 5]`, [['notAnObject', '5']]],
    [`[{${REQUEST}, "matrix": {"seed": [1]}}]`, [['unknownParameter', '"matrix"']]],
    [`{${REQUEST}, "num_frames": 9}`, [['outOfRange', '9']]],
    [`{${REQUEST}, "seed": ""}`, [['wrongType', '""']]],
    [`{${REQUEST}, "resolution": "4k"}`, [['notAllowed', '"4k"']]],
    [`{${REQUEST}, "size": 1}`, [['unknownParameter', '"size"']]],
    [`{${REQUEST}, "__proto__": 1}`, [['unknownParameter', '"__proto__"']]],
    [`{${REQUEST}, "image_list": ["a.png", "x"]}`, [['invalidUrl', '"x"']]],
    [`{${REQUEST}, "image_list": []}`, [['wrongItemCount', '[]']]],
    [`{${REQUEST}, "image_url": "a\\u0001.png"}`, [['invalidUrl', '"a\\u0001.png"']]],
    [`{${REQUEST}, "model": "other/model"}`, [['unknownModel', '"other/model"']]],
    [`{${REQUEST}, "model": null}`, [['unknownModel', 'null']]],
    [`{${REQUEST}, "$schema": 1}`, [['unknownParameter', '"$schema"']]],
    [`{${REQUEST}, "matrix": []}`, [['invalidMatrix', '[]']]],
    [`{${REQUEST}, "matrix": {}}`, [['invalidMatrix', '{}']]],
    [`{${REQUEST}, "matrix": {"seed": []}}`, [['invalidAxis', '[]']]],
    [`{${REQUEST}, "matrix": {"seed": 1}}`, [['invalidAxis', '1']]],
    [`{${REQUEST}, "matrix": {"seed": [1, 1.0]}}`, [['duplicateValue', '1.0']]],
    [`{${REQUEST}, "matrix": {"seed": [1, 1.5]}}`, [['notAnInteger', '1.5']]],
    [`{${REQUEST}, "matrix": {"model": ["x"]}}`, [['unknownParameter', '"model"']]],
    ['{"prompt": "x", "video_url": "/etc/passwd"}', [['invalidUrl', '"/etc/passwd"']]],
    ['{"prompt": "x", "video_url": "file:///a.mp4"}', [['invalidUrl', '"file:///a.mp4"']]],
    ['{"prompt": "x", "video_url": "C:\\\\a.mp4"}', [['invalidUrl', '"C:\\\\a.mp4"']]],
    ['{"prompt": "x", "video_url": "~/a.mp4"}', [['invalidUrl', '"~/a.mp4"']]],
    ['{"prompt": "x", "video_url": "a\\\\b.mp4"}', [['invalidUrl', '"a\\\\b.mp4"']]],
    ['{"prompt": "x", "video_url": "picture.png"}', [['invalidUrl', '"picture.png"']]],
    ['{"prompt": "x", "video_url": "https://[x/a.mp4"}', [['invalidUrl', '"https://[x/a.mp4"']]],
    [`{${REQUEST} "seed": 1}`, [['syntax', '"seed"']]],
  ]
  for (const [text, expected] of wrong) {
    it(`reports ${expected.map(([code]) => code).join(', ')} in ${text.slice(0, 90)}`, () => {
      assert.deepStrictEqual(problemsOf(text), expected)
    })
  }

  it('reads hostile texts in linear time', () => {
    const hostile: readonly (readonly [size: number, text: (size: number) => string])[] = [
      [200_000, (size) => '['.repeat(size)],
      [200_000, (size) => '{"a":'.repeat(size)],
      [300_000, (size) => `{"prompt": "x", "video_url": "${' '.repeat(size)}x${' '.repeat(size)}x"}`],
      [100_000, (size) => `{"prompt": "x", "video_url": "${'.mp4 '.repeat(size)}x"}`],
      [2000, (size) => `[${'{},'.repeat(size)}{}]`],
    ]
    for (const [size, text] of hostile) {
      assertLinear(size, (part) => assert.notStrictEqual(parseRequestFile(text(part)).problems.length, 0))
    }
  })

  it('leaves to the schema all but what a schema cannot say', () => {
    const own = parseRequestFile(
      '{"prompt": "x", "video_url": "https://[x/a.mp4", "shift": 1e400, "seed": 0.5}',
    ).problems
    assert.deepStrictEqual(
      own.filter(({ issue }) => !isInSchema(issue)).map(({ issue }) => issue.code),
      ['invalidUrl', 'notANumber'],
    )
  })
})

describe('resolveMediaPath', () => {
  const rows: readonly (readonly [string, readonly string[] | undefined])[] = [
    ['a.mp4', ['requests', 'a.mp4']],
    ['./x/../a.mp4', ['requests', 'a.mp4']],
    ['../a.mp4', ['a.mp4']],
    ['../../a.mp4', undefined],
    ['x/../../../requests/a.mp4', undefined],
    ['../../requests/../../a.mp4', undefined],
  ]
  for (const [path, expected] of rows) {
    it(`resolves ${path}`, () => assert.deepStrictEqual(resolveMediaPath(['requests'], path), expected))
  }
})
