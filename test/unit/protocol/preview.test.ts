import assert from 'node:assert/strict'
import { parseFromPreviewPage, parsePreviewPageState, parseToPreviewPage } from '../../../src/protocol/preview.ts'

const view = {
  jobId: 'j1',
  status: { tone: 'good', icon: 'pass', label: 'Completed' },
  stage: { kind: 'video', label: 'Generated video', src: 'https://x.example/v.mp4', aspectRatio: 1.5 },
  actions: [{ id: 'saveAs', label: 'Save As…', icon: 'save-as', primary: true }],
  sections: [{ title: 'Generation', rows: [{ label: 'Started', value: { kind: 'time', at: 1 } }] }],
  words: { showMore: 'Show More', showLess: 'Show Less' },
}
const show = (patch: object) => ({ type: 'show', view: { ...view, ...patch } })
const video = (patch: object) => show({ stage: { ...view.stage, ...patch } })

describe('messages to the preview page', () => {
  it('are known when they are whole', () => {
    assert.deepEqual(parseToPreviewPage(show({})), show({}))
  })

  const hostile: Readonly<Record<string, unknown>> = {
    nothing: undefined,
    null: null,
    'a string': 'show',
    'a list': [show({})],
    'no type': { view },
    'another type': { ...show({}), type: 'eval' },
    'a type of the prototype': { ...show({}), type: 'constructor' },
    'a member too many': { ...show({}), html: '<b>' },
    'a member too many in the view': show({ apiKey: 'sk-1' }),
    'a member too many in the stage': video({ onerror: 'x' }),
    'no view': { type: 'show' },
    'an empty job id': show({ jobId: '' }),
    'a huge job id': show({ jobId: 'x'.repeat(101) }),
    'a script as the video': video({ src: 'javascript:alert(1)' }),
    'a data: video': video({ src: 'data:video/mp4;base64,AAAA' }),
    'a file as the video': video({ src: 'file:///etc/passwd' }),
    'a ratio that is not a number': video({ aspectRatio: Number.NaN }),
    'a ratio that breaks the page': video({ aspectRatio: 1e9 }),
    'classes smuggled into an icon': show({ status: { ...view.status, icon: 'pass evil' } }),
    'an unknown action': show({ actions: [{ ...view.actions[0], id: 'deleteEverything' }] }),
    'a time that no Date holds': show({
      sections: [{ title: '', rows: [{ label: '', value: { kind: 'time', at: 1e300 } }] }],
    }),
    'more text than fits': show({ prompt: { title: 'Prompt', text: 'x'.repeat(200_001) } }),
  }
  for (const [name, message] of Object.entries(hostile)) {
    it(`are dropped: ${name}`, () => assert.equal(parseToPreviewPage(message), undefined))
  }
})

describe('messages from the preview page', () => {
  it('are known when they are whole', () => {
    const known = [
      { type: 'ready' },
      { type: 'act', action: 'retry' },
      { type: 'unplayable', src: 'https://x.example/v.mp4', code: 4 },
    ]
    assert.deepEqual(known.map(parseFromPreviewPage), known)
  })

  const hostile: Readonly<Record<string, unknown>> = {
    nothing: undefined,
    'a number': 7,
    'the other way round': show({}),
    'an action with arguments': { type: 'act', action: 'remove', id: 'another job' },
    'any command': { type: 'act', action: 'workbench.action.terminal.new' },
    'an action of the prototype': { type: 'act', action: '__proto__' },
    'a list of actions': { type: 'act', action: ['retry'] },
    'a huge source': { type: 'unplayable', src: 'x'.repeat(8_001), code: 4 },
    'a code that is not one': { type: 'unplayable', src: 'x', code: 4.5 },
  }
  for (const [name, message] of Object.entries(hostile)) {
    it(`are dropped: ${name}`, () => assert.equal(parseFromPreviewPage(message), undefined))
  }
})

describe('the state of the preview page', () => {
  const cases: readonly [string, unknown, unknown][] = [
    [
      'of this version',
      { jobId: 'j', positionSeconds: 1.5, paused: true },
      { jobId: 'j', positionSeconds: 1.5, paused: true },
    ],
    ['of the oldest', { jobId: 'j' }, { jobId: 'j' }],
    ['of a later version', { jobId: 'j', volume: 1 }, { jobId: 'j' }],
    ['of a page that never ran', undefined, undefined],
    ['of no job', { jobId: '' }, undefined],
    ['of another kind', { jobId: 7 }, undefined],
    ['with a broken position', { jobId: 'j', positionSeconds: Number.POSITIVE_INFINITY }, undefined],
  ]
  for (const [name, state, expected] of cases) {
    it(name, () => assert.deepEqual(parsePreviewPageState(state), expected))
  }
})
