import assert from 'node:assert/strict'
import { stringsOf } from '../../../src/editor/preview/pageTexts.ts'
import {
  parseMessageFromPreviewPage,
  parseMessageToPreviewPage,
  parsePreviewPageState,
} from '../../../src/protocol/preview.ts'
import { l10n } from '../../fixtures/renderContext.ts'

const view = {
  status: { tone: 'success', icon: 'pass', label: 'Completed' },
  mainArea: { kind: 'video', label: 'Generated video', src: 'https://x.example/v.mp4', aspectRatio: 1.5 },
  actions: [{ id: 'saveAs', label: 'Save As…', icon: 'save-as', primary: true }],
  sections: [{ title: 'Generation', rows: [{ label: 'Started', value: { kind: 'time', at: 1 } }] }],
  menu: { id: 'j1', wanVaceActions: ';saveAs;' },
  strings: stringsOf(l10n),
}
const show = (patch: object) => ({ type: 'show', view: { ...view, ...patch } })
const video = (patch: object) => show({ mainArea: { ...view.mainArea, ...patch } })

describe('messages to the preview page', () => {
  it('are accepted when they are valid', () => {
    assert.deepEqual(parseMessageToPreviewPage(show({})), show({}))
  })

  const invalid: Readonly<Record<string, unknown>> = {
    nothing: undefined,
    null: null,
    'a string': 'show',
    'an array': [show({})],
    'a missing type': { view },
    'an unknown type': { ...show({}), type: 'eval' },
    'a type from the prototype': { ...show({}), type: 'constructor' },
    'an unknown member': { ...show({}), html: '<b>' },
    'an unknown member of the view': show({ apiKey: 'sk-1' }),
    'an unknown member of the main area': video({ onerror: 'x' }),
    'a missing view': { type: 'show' },
    'a javascript: video': video({ src: 'javascript:alert(1)' }),
    'a data: video': video({ src: 'data:video/mp4;base64,AAAA' }),
    'a file: video': video({ src: 'file:///etc/passwd' }),
    'an aspect ratio that is not a number': video({ aspectRatio: Number.NaN }),
    'an aspect ratio out of range': video({ aspectRatio: 1e9 }),
    'an icon with another class': show({ status: { ...view.status, icon: 'pass evil' } }),
    'an unknown action': show({ actions: [{ ...view.actions[0], id: 'deleteEverything' }] }),
    'a time out of range': show({
      sections: [{ title: '', rows: [{ label: '', value: { kind: 'time', at: 1e300 } }] }],
    }),
    'a text that is too long': show({ prompt: { title: 'Prompt', text: 'x'.repeat(200_001) } }),
  }
  for (const [name, message] of Object.entries(invalid)) {
    it(`are rejected: ${name}`, () => assert.equal(parseMessageToPreviewPage(message), undefined))
  }
})

describe('messages from the preview page', () => {
  it('are accepted when they are valid', () => {
    const valid = [
      { type: 'ready' },
      { type: 'runAction', action: 'retry' },
      { type: 'playbackError', src: 'https://x.example/v.mp4', code: 4 },
      { type: 'read', requestId: 1, src: 'https://x.example/v.mp4', start: 0, end: 10 },
    ]
    assert.deepEqual(valid.map(parseMessageFromPreviewPage), valid)
  })

  const invalid: Readonly<Record<string, unknown>> = {
    nothing: undefined,
    'a number': 7,
    'a message to the page': show({}),
    'an action with arguments': { type: 'runAction', action: 'remove', id: 'another job' },
    'any command': { type: 'runAction', action: 'workbench.action.terminal.new' },
    'an action from the prototype': { type: 'runAction', action: '__proto__' },
    'an array of actions': { type: 'runAction', action: ['retry'] },
    'a source that is too long': { type: 'playbackError', src: 'x'.repeat(8_001), code: 4 },
    'a part of a file with a negative start': { type: 'read', requestId: 1, src: 'x', start: -1, end: 10 },
    'a part of any file': { type: 'read', requestId: 1, path: '/etc/passwd', start: 0, end: 10 },
    'a code that is not an integer': { type: 'playbackError', src: 'x', code: 4.5 },
  }
  for (const [name, message] of Object.entries(invalid)) {
    it(`are rejected: ${name}`, () => assert.equal(parseMessageFromPreviewPage(message), undefined))
  }
})

describe('the state of the preview page', () => {
  const cases: readonly [string, unknown, unknown][] = [
    ['of this version', { positionSeconds: 1.5, paused: true }, { positionSeconds: 1.5, paused: true }],
    ['of the oldest version', { jobId: 'j' }, {}],
    ['of a later version', { paused: true, brightness: 1 }, { paused: true }],
    ['that was never saved', undefined, undefined],
    ['with an infinite position', { positionSeconds: Number.POSITIVE_INFINITY }, undefined],
  ]
  for (const [name, state, expected] of cases) {
    it(name, () => assert.deepEqual(parsePreviewPageState(state), expected))
  }
})
