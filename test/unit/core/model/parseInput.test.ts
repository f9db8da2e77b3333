import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type Parameter, parameterNamed, settableParameters } from '../../../../src/core/model/parameter.ts'
import { parseInput, textOf } from '../../../../src/core/model/parseInput.ts'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { validateRequest } from '../../../../src/core/model/request.ts'

const GOOD = { video_url: 'https://example.com/dance.mp4', prompt: 'A robot dances' }

/** What is typed and how the box answers: the value, or the sentence. */
const TYPED: readonly (readonly [name: string, text: string, outcome: unknown])[] = [
  ['num_frames', '80', 'Frames to make must be 81 to 241; 80 is too few.'],
  ['num_frames', '8', 'Frames to make must be 81 to 241; 8 is too few.'],
  ['num_frames', ' 81 ', 81],
  ['num_frames', '', undefined],
  ['num_frames', '1e2', 100],
  ['num_frames', 'many', 'Frames to make must be a number, 81 to 241; “many” is not.'],
  ['num_frames', '0x64', 'Frames to make must be a number, 81 to 241; “0x64” is not.'],
  ['guidance_scale', '5,5', 'Guidance scale must be a number; 5,5 is not. Use a point instead of the comma.'],
  ['guidance_scale', '.5', 0.5],
  ['guidance_scale', '-0', 0],
  ['guidance_scale', '1e999', 'Guidance scale must be a number; “1e999” is not.'],
  [
    'seed',
    '9007199254740993',
    'Seed must be between -9007199254740991 and 9007199254740991; 9007199254740993 is outside.',
  ],
  ['preprocess', 'true', true],
  ['preprocess', 'TRUE', 'Preprocess the source must be on or off (true or false).'],
  ['image_list', 'https://a.b/1.png', 'Reference images must be 2 to 4 images; 1 is too few.'],
  ['image_list', 'https://a.b/1.png\nhttps://a.b/2.png', ['https://a.b/1.png', 'https://a.b/2.png']],
]

describe('parseInput', () => {
  for (const [name, text, outcome] of TYPED) {
    it(`${name} ← ${JSON.stringify(text)}`, () => {
      const check = parseInput(named(name), text)
      assert.deepEqual(check.ok ? check.value : check.message, outcome)
    })
  }

  for (const parameter of settableParameters(POSE_MODEL)) {
    it(`gives the schema’s verdict on anything typed: ${parameter.name}`, () => {
      fc.assert(
        fc.property(typed(parameter), (text) => agree(parameter, text)),
        { numRuns: 200 },
      )
    })

    it(`reads back what it was given: ${parameter.name}`, () => {
      fc.assert(
        fc.property(typed(parameter), (text) => {
          const check = parseInput(parameter, text)
          if (check.ok) assert.deepEqual(parseInput(parameter, textOf(check.value)), check)
        }),
        { numRuns: 100 },
      )
    })
  }
})

/** A value that passed must pass the schema unchanged; what was refused must be refused there in the same words. */
function agree(parameter: Parameter, text: string): void {
  const typedCheck = parseInput(parameter, text)
  const value = typedCheck.ok ? typedCheck.value : asJson(parameter, text)
  const check = validateRequest(POSE_MODEL, { ...GOOD, [parameter.name]: value })
  if (typedCheck.ok) {
    assert.deepEqual(check.ok && check.request.values[parameter.name], value)
  } else if (value !== undefined || parameter.required) {
    assert.deepEqual(check.ok || check.problems.map((problem) => problem.message), [typedCheck.message])
  }
}

/** The value that a typed text stands for where it is one at all; undefined where only a text box can be wrong. */
function asJson(parameter: Parameter, text: string): unknown {
  switch (parameter.kind) {
    case 'integer':
    case 'number': {
      const value = Number(text.trim())
      // A number may be typed in many ways; the words can agree only on the plain one.
      return String(value) === text.trim() ? value : undefined
    }
    case 'urlList':
      return text.trim().split(/\s+/)
    case 'boolean':
      return undefined
    default:
      return text
  }
}

function typed(parameter: Parameter): fc.Arbitrary<string> {
  const url = fc.oneof(
    fc.webUrl(),
    fc.constantFrom(
      'ftp://a.b/c.mp4',
      'file:///a',
      'data:video/mp4;base64,AA==',
      'data:image/png;base64,AAAA',
      'https://',
    ),
    fc.constantFrom(
      'example.com/a.mp4',
      'localhost:80/a',
      'mailto:a@b.c',
      '/etc/passwd',
      'https:\\\\a',
      'data:',
      'data:text/html,x',
    ),
    fc.string(),
  )
  const any = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('', ' ', '\n', '\u0000'))
  switch (parameter.kind) {
    case 'url':
      return fc.oneof(url, any)
    case 'urlList':
      return fc
        .array(
          url.map((item) => item.replace(/\s/g, '') || 'x'),
          { maxLength: 6 },
        )
        .map((items) => items.join('\n'))
    case 'integer':
    case 'number':
      return fc.oneof(
        fc.integer().map(String),
        fc.double().map(String),
        fc.integer({ min: -2, max: 300 }).map(String),
        any,
      )
    case 'enum':
      return fc.oneof(fc.constantFrom(...parameter.values), any)
    case 'boolean':
      return fc.oneof(fc.constantFrom('true', 'false'), any)
    case 'text':
      return any
  }
}

function named(name: string): Parameter {
  const parameter = parameterNamed(POSE_MODEL, name)
  assert.ok(parameter)
  return parameter
}
