import assert from 'node:assert/strict'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { requestFileSchema } from '../../../../src/core/model/jsonSchema.ts'
import { editableParameters, type Parameter } from '../../../../src/core/model/parameter.ts'
import { toInputText } from '../../../../src/core/model/parseInput.ts'
import { parseRequestFile } from '../../../../src/core/model/parseRequestFile.ts'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { validateRequest } from '../../../../src/core/model/request.ts'
import { isInSchema } from '../../../../src/core/model/requestFile.ts'
import { checkDraft } from '../../../../src/editor/form/checkDraft.ts'
import { FormDraft } from '../../../../src/editor/form/formDraft.ts'
import type { DraftMedia } from '../../../../src/protocol/storedDraft.ts'

const accepts = new Ajv({ strict: false, allErrors: true }).compile(requestFileSchema())
const PARAMETERS = editableParameters(POSE_MODEL)

const URLS = [
  'https://example.com/a.mp4',
  ' HTTP://example.com/a.png\n',
  'https://[x/a.mp4',
  'https://',
  'http:/a.mp4',
  'https://exa mple.com/a.mp4',
  'data:video/mp4;base64,AAAA',
  'DATA:image/png;name=a.png;BASE64,AA==',
  'data:video/mp4;base64,',
  'data:video/mp4;base64,A*',
  'data:text/plain;base64,AAAA',
  `data:video/mp4;name=${'a'.repeat(1300)};base64,AAAA`,
  'clips/a.mp4',
  './my picture.PNG',
  '../a.webm',
  'a.txt',
  '.mp4',
  '/a.mp4',
  '~/a.mp4',
  'a\\b.mp4',
  'C:\\a.mp4',
  'C:a.mp4',
  'file:///a.mp4',
  'ftp://example.com/a.mp4',
  'example.com:80/a.mp4',
  'a\u0001.mp4',
  '\u0001a.mp4\u0085',
  'a\u2028.mp4',
  'a\ud800.mp4',
  '',
  ' ',
]
const TEXTS = ['A dancer', '', ' \n', '\u0000', '\ud800', '</script>', '480p', '16:9', 'high', 'none', '5', 'true']

const url = fc.oneof(fc.constantFrom(...URLS), fc.webUrl(), fc.string({ unit: 'binary' }))
const text = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary' }))
const number = fc.oneof(
  fc.constantFrom(0, 1, 5, 17, 16, 241, 242, 30, 31, -1, 2 ** 53, 1e308),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)

/** Values of the right type, valid or not. */
function typedValue(parameter: Parameter): fc.Arbitrary<unknown> {
  switch (parameter.kind) {
    case 'url':
      return url
    case 'urlList':
      return fc.array(url, { maxLength: 6 })
    case 'boolean':
      return fc.boolean()
    case 'integer':
    case 'number':
      return number
    case 'enum':
      return fc.oneof(fc.constantFrom(...parameter.values), text)
    case 'text':
      return text
  }
}

const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }).map((value) => value as unknown),
  url,
  text,
  number,
)
const entry = fc
  .constantFrom(...PARAMETERS)
  .chain((parameter) =>
    fc.tuple(fc.constant(parameter.name), fc.oneof({ weight: 8, arbitrary: typedValue(parameter) }, anything)),
  )
const unknownEntry = fc.tuple(fc.constantFrom('size', '__proto__', 'Prompt', 'model', '$schema', 'matrix'), anything)
const REQUIRED = { video_url: 'https://example.com/a.mp4', prompt: 'A dancer' }
const request = fc
  .tuple(
    fc.constantFrom<object>(REQUIRED, REQUIRED, REQUIRED, {}),
    fc.array(entry, { maxLength: 3 }),
    fc.array(unknownEntry, { maxLength: 1 }),
  )
  .map(
    ([base, entries, unknown]) =>
      JSON.parse(JSON.stringify(Object.fromEntries([...Object.entries(base), ...entries, ...unknown]))) as object,
  )
const axis = fc
  .constantFrom(...PARAMETERS)
  .chain((parameter) =>
    fc.tuple(
      fc.constant(parameter.name),
      fc.oneof({ weight: 8, arbitrary: fc.array(typedValue(parameter), { maxLength: 3 }) }, anything),
    ),
  )
const matrix = fc
  .tuple(request, fc.array(axis, { maxLength: 3 }))
  .map(([base, axes]) => ({ ...base, matrix: Object.fromEntries(axes) }))
const file = fc.oneof(
  { weight: 6, arbitrary: request },
  { weight: 3, arbitrary: matrix },
  fc.array(request, { maxLength: 3 }),
  anything,
)

describe('the JSON schema of request files', () => {
  it('accepts and rejects the files that the extension does', () => {
    fc.assert(
      fc.property(file, (value) => {
        const content = JSON.stringify(value)
        const { problems } = parseRequestFile(content)
        const parsed: unknown = JSON.parse(content)
        // A schema cannot parse a URL. The extension reports these itself.
        const own = problems.filter(({ issue }) => !isInSchema(issue))
        const others = problems.filter(({ issue }) => isInSchema(issue))
        // The extension reports only the first invalid item of a list. The schema may reject another one.
        const hidesItems = own.some(({ issue }) => issue.code === 'invalidUrl' && issue.item !== undefined)
        const expected = others.length === 0 && (!hidesItems || accepts(parsed))
        assert.strictEqual(accepts(parsed), expected, JSON.stringify(others.map(({ issue }) => issue)))
        for (const { issue } of own) assert.ok(['invalidUrl', 'notANumber'].includes(issue.code))
      }),
      {
        numRuns: 500,
        examples: [[{ ...REQUIRED, image_list: ['https://[x/a.png', 'data:text/plain;base64,AAAA'] }]],
      },
    )
  })

  it('accepts and rejects what the form accepts and rejects', () => {
    const valid = fc
      .array(
        fc.constantFrom(...PARAMETERS).chain((parameter) => fc.tuple(fc.constant(parameter), typedValue(parameter))),
        { maxLength: 4 },
      )
      .map((entries) => Object.fromEntries(entries.map(([{ name }, value]) => [name, value])))
      .map((values) => ({ ...REQUIRED, ...values }) as Record<string, unknown>)
    fc.assert(
      fc.property(valid, (values) => {
        // What a file alone can say: a path of a local file, an empty value, a control character in a URL.
        fc.pre(Object.entries(values).every(([name, value]) => isInBoth(name, value)))
        const form = checkDraft(draftOf(values))
        const isFormValid = form.issues.size === 0 && form.itemIssues.size === 0
        assert.strictEqual(isFormValid, validateRequest(POSE_MODEL, values).ok)
        const isSchemaValid = accepts(JSON.parse(JSON.stringify(values)))
        const malformed = parseRequestFile(JSON.stringify(values)).problems.some(({ issue }) => !isInSchema(issue))
        assert.strictEqual(isSchemaValid && !malformed, isFormValid)
      }),
      { numRuns: 500 },
    )
  })
})

/** A draft with values as the user enters them. */
function draftOf(values: Readonly<Record<string, unknown>>): FormDraft {
  const draft = new FormDraft(POSE_MODEL)
  for (const [name, value] of Object.entries(values)) {
    const items = Array.isArray(value)
      ? value.map((item): DraftMedia => ({ id: name, kind: 'url', url: String(item) }))
      : []
    if (items.length > 0) draft.addMedia(name, items)
    else draft.setText(name, toInputText(value))
  }
  return draft
}

function isInBoth(name: string, value: unknown): boolean {
  const parameter = PARAMETERS.find((candidate) => candidate.name === name)
  if (typeof value === 'number') return !Object.is(value, -0)
  if (Array.isArray(value)) return value.length > 0 && value.every((item) => isInBoth(name, item))
  if (typeof value !== 'string') return true
  if (value.trim() === '') return false
  if (/\p{Cc}/u.test(value)) return false
  if (parameter?.kind === 'enum') return value === value.trim()
  return !(parameter && 'media' in parameter) || /^\s*[a-z]+:/i.test(value)
}
