import assert from 'node:assert/strict'
import { parseFormPageState, parseMessageFromFormPage, parseMessageToFormPage } from '../../../src/protocol/form.ts'

const status = {
  fields: [{ name: 'prompt', notes: [], isModified: false }],
  groups: [],
  summary: [{ label: 'Frames', value: '81', note: 'default' }],
  cost: { icon: 'beaker', text: 'Free.' },
  origin: 'https://api.example.com',
  newSeed: false,
  canReuseSeed: false,
  isModified: false,
}
const update = (patch: object) => ({ type: 'update', edit: 1, status: { ...status, ...patch } })

describe('messages to the form page', () => {
  it('are accepted when they are valid', () => {
    const valid = [
      update({}),
      { ...update({}), values: { prompt: '<b>' } },
      { type: 'focus', name: 'prompt' },
      { type: 'announce', text: 'Done.' },
      { type: 'preview', item: '1', mediaType: 'image/png', bytes: new Uint8Array(3) },
    ]
    assert.deepEqual(valid.map(parseMessageToFormPage), valid)
  })

  const invalid: Readonly<Record<string, unknown>> = {
    nothing: undefined,
    'a string': 'update',
    'an unknown type': { ...update({}), type: 'eval' },
    'an unknown member': { ...update({}), html: '<b>' },
    'an unknown member of the status': update({ apiKey: 'sk-1' }),
    'an icon with another class': update({ cost: { icon: 'a b', text: '' } }),
    'a name that is not a parameter': update({ fields: [{ name: '"><b>', notes: [], isModified: false }] }),
    'a text that is too long': { ...update({}), values: { prompt: 'x'.repeat(1_000_001) } },
    'bytes of another type': { type: 'preview', item: '1', mediaType: 'image/png', bytes: [1, 2] },
  }
  for (const [name, message] of Object.entries(invalid)) {
    it(`are rejected: ${name}`, () => assert.equal(parseMessageToFormPage(message), undefined))
  }
})

describe('messages from the form page', () => {
  it('are accepted when they are valid', () => {
    const valid = [
      { type: 'ready', values: {} },
      { type: 'edit', edit: 1, values: { prompt: 'a\n\u0000b', seed: '' } },
      { type: 'reset', name: 'seed' },
      { type: 'startOver' },
      { type: 'showPresets' },
      { type: 'chooseFiles', name: 'image_list' },
      { type: 'addFiles', name: 'image_list', files: [{ name: 'a.png', mediaType: '', bytes: new Uint8Array(1) }] },
      { type: 'addUrls', name: 'image_list', text: 'https://x.example/1.png' },
      { type: 'moveItem', name: 'image_list', item: '1', index: 0 },
      { type: 'chooseSeed', from: 'random' },
      { type: 'submit', edit: 2, values: {}, origin: 'https://api.example.com', variations: false },
    ]
    assert.deepEqual(valid.map(parseMessageFromFormPage), valid)
  })

  const invalid: Readonly<Record<string, unknown>> = {
    null: null,
    'an unknown type': { type: 'runCommand', command: 'x' },
    'a missing edit': { type: 'edit', values: {} },
    'a negative edit': { type: 'edit', edit: -1, values: {} },
    'values that are no texts': { type: 'edit', edit: 1, values: { seed: 1 } },
    'an index that is not an integer': { type: 'moveItem', name: 'image_list', item: '1', index: 0.5 },
    'an unknown source of a seed': { type: 'chooseSeed', from: 'clipboard' },
    'a submit without an origin': { type: 'submit', edit: 1, values: {} },
    'an unknown member': { type: 'startOver', all: true },
  }
  for (const [name, message] of Object.entries(invalid)) {
    it(`are rejected: ${name}`, () => assert.equal(parseMessageFromFormPage(message), undefined))
  }
})

describe('the saved state of the form page', () => {
  it('drops members of other versions, and rejects other shapes', () => {
    const states = [{ draftId: 'new', values: { prompt: 'a' }, later: 1 }, { draftId: '' }, { values: {} }, undefined]
    assert.deepEqual(states.map(parseFormPageState), [
      { draftId: 'new', values: { prompt: 'a' } },
      undefined,
      undefined,
      undefined,
    ])
  })
})
