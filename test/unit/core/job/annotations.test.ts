import assert from 'node:assert/strict'
import {
  annotate,
  MAX_NAME_LENGTH,
  MAX_NOTE_LENGTH,
  MAX_TAG_LENGTH,
  MAX_TAGS,
  NO_ANNOTATIONS,
  parseTags,
} from '../../../../src/core/job/annotations.ts'

const HOSTILE = '</script>\u202e\u0000\n<img src=x onerror=alert(1)>\ud800'

describe('annotate', () => {
  it('sets, keeps and clears each value', () => {
    const first = annotate(NO_ANNOTATIONS, { name: ' Take\n2 ', note: 'Wet roof', addTags: ['rain'], isFavorite: true })
    const second = annotate(first, { name: '', addTags: ['Rain', 'night'], removeTags: ['RAIN'] })
    assert.deepEqual(
      [first, second],
      [
        { name: 'Take 2', note: 'Wet roof', tags: ['rain'], isFavorite: true },
        { name: undefined, note: 'Wet roof', tags: ['Rain', 'night'], isFavorite: true },
      ],
    )
  })

  it('keeps one line without control characters', () => {
    const { name, note, tags } = annotate(NO_ANNOTATIONS, { name: HOSTILE, note: HOSTILE, addTags: [HOSTILE] })
    for (const text of [name, note, ...tags]) assert.match(text ?? '', /^[^\p{C}]+$/u)
  })

  it('bounds every value', () => {
    const long = 'x\u0301\u0301\u0301'.repeat(30_000)
    const addTags = Array.from({ length: 10_000 }, (_, index) => `${index} ${long}`)
    const { name, note, tags } = annotate(NO_ANNOTATIONS, { name: long, note: long, addTags })
    assert.deepEqual(
      [
        (name?.length ?? 0) <= MAX_NAME_LENGTH,
        (note?.length ?? 0) <= MAX_NOTE_LENGTH,
        tags.length,
        tags.every((tag) => tag.length <= MAX_TAG_LENGTH),
      ],
      [true, true, MAX_TAGS, true],
    )
  })
})

describe('parseTags', () => {
  for (const [text, expected] of [
    ['dance, #rain', ['dance', 'rain']],
    ['a,A , a', ['a']],
    [' , #, ##', []],
  ] as const) {
    it(`reads "${text}"`, () => assert.deepEqual(parseTags(text), expected))
  }
})
