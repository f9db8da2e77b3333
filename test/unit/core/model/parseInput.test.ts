import assert from 'node:assert/strict'
import fc from 'fast-check'
import { editableParameters, findParameter, type Parameter } from '../../../../src/core/model/parameter.ts'
import { parseInput, toInputText } from '../../../../src/core/model/parseInput.ts'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { validateRequest } from '../../../../src/core/model/request.ts'

const VALID = { video_url: 'https://example.com/dance.mp4', prompt: 'A robot dances' }

/** The text that is typed, and the value or the issue without its name. */
const CASES: readonly (readonly [name: string, text: string, expected: unknown])[] = [
  ['num_frames', '16', { code: 'outOfRange', value: 16 }],
  ['num_frames', '17', 17],
  ['num_frames', '8', { code: 'outOfRange', value: 8 }],
  ['num_frames', ' 81 ', 81],
  ['num_frames', '', undefined],
  ['num_frames', '1e2', 100],
  ['num_frames', 'many', { code: 'notANumber', text: 'many' }],
  ['num_frames', '0x64', { code: 'notANumber', text: '0x64' }],
  ['num_frames', '81.5', { code: 'notAnInteger', text: '81.5' }],
  ['guidance_scale', '5,5', { code: 'notANumber', text: '5,5' }],
  ['guidance_scale', '.5', 0.5],
  ['guidance_scale', '-0', 0],
  ['guidance_scale', '1e999', { code: 'notANumber', text: '1e999' }],
  ['seed', '9007199254740993', { code: 'unsafeInteger', text: '9007199254740993' }],
  ['preprocess', 'true', true],
  ['preprocess', 'TRUE', { code: 'wrongType' }],
  ['negative_prompt', '', undefined],
  ['prompt', ' ', { code: 'missing' }],
  ['resolution', 'x'.repeat(1_000_000), { code: 'notAllowed', text: `${'x'.repeat(39)}…` }],
  ['image_list', 'https://a.b/1.png', ['https://a.b/1.png']],
  ['image_list', 'https://a.b/1.png '.repeat(5), { code: 'wrongItemCount', count: 5 }],
  ['image_list', 'https://a.b/1.png /2.png', { code: 'invalidUrl', url: { code: 'filePath' }, item: 2 }],
  ['image_list', 'https://a.b/1.png\nhttps://a.b/2.png', ['https://a.b/1.png', 'https://a.b/2.png']],
]

describe('parseInput', () => {
  for (const [name, text, expected] of CASES) {
    it(`${name}: ${JSON.stringify(text.slice(0, 60))}`, () => {
      const parsed = parseInput(parameterOf(name), text)
      assert.deepEqual(
        parsed.ok ? parsed.value : parsed.issue,
        parsed.ok ? expected : { name, ...(expected as object) },
      )
    })
  }

  for (const parameter of editableParameters(POSE_MODEL)) {
    it(`agrees with the schema on any text: ${parameter.name}`, () => {
      fc.assert(
        fc.property(inputText(parameter), (text) => assertAgreement(parameter, text)),
        { numRuns: 200 },
      )
    })

    it(`parses its own formatted values: ${parameter.name}`, () => {
      fc.assert(
        fc.property(inputText(parameter), (text) => {
          const parsed = parseInput(parameter, text)
          if (parsed.ok) assert.deepEqual(parseInput(parameter, toInputText(parsed.value)), parsed)
        }),
        { numRuns: 100 },
      )
    })
  }
})

/** The schema must accept an accepted value unchanged, and report the same issue for another one. */
function assertAgreement(parameter: Parameter, text: string): void {
  const parsed = parseInput(parameter, text)
  const value = parsed.ok ? parsed.value : toJsonValue(parameter, text)
  const validation = validateRequest(POSE_MODEL, { ...VALID, [parameter.name]: value })
  if (parsed.ok) {
    assert.deepEqual(validation.ok && validation.request.values[parameter.name], value)
  } else if (value !== undefined || parameter.required) {
    assert.deepEqual(validation.ok || validation.issues, [parsed.issue])
  }
}

/** The JSON value that the text stands for, or undefined if there is none. */
function toJsonValue(parameter: Parameter, text: string): unknown {
  switch (parameter.kind) {
    case 'integer':
    case 'number': {
      const value = Number(text.trim())
      // Only the canonical form of a number gives the same text in the issue.
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

function inputText(parameter: Parameter): fc.Arbitrary<string> {
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

function parameterOf(name: string): Parameter {
  const parameter = findParameter(POSE_MODEL, name)
  assert.ok(parameter)
  return parameter
}
