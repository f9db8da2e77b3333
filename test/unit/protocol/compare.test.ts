import assert from 'node:assert/strict'
import {
  MAX_TILES,
  parseComparePageState,
  parseComparison,
  parseMessageFromComparePage,
  parseMessageToComparePage,
} from '../../../src/protocol/compare.ts'

const ids = (count: number) => Array.from({ length: count }, (_, index) => `job-${index}`)

describe('a comparison', () => {
  it('has two to nine jobs, one with its source, or more as a matrix', () => {
    const axes = { column: 'seed', row: 'guidance_scale' }
    for (const valid of [
      { jobIds: ids(2) },
      { jobIds: ids(MAX_TILES) },
      { jobIds: ids(1), withSource: true },
      { jobIds: ids(25), axes },
    ]) {
      assert.deepEqual(parseComparison(valid), valid)
    }
  })

  it('has each job once', () => assert.deepEqual(parseComparison({ jobIds: ['a', 'b', 'a'] }), { jobIds: ['a', 'b'] }))

  const invalid: Readonly<Record<string, unknown>> = {
    nothing: undefined,
    'no jobs': { jobIds: [] },
    'one job': { jobIds: ['a'] },
    'the same job twice': { jobIds: ['a', 'a'] },
    'too many jobs': { jobIds: ids(MAX_TILES + 1) },
    'too many jobs of a matrix': { jobIds: ids(26), axes: { column: 'seed' } },
    'two jobs with their sources': { jobIds: ids(2), withSource: true },
    'an empty ID': { jobIds: ['', 'a'] },
    'a long ID': { jobIds: ['x'.repeat(101), 'a'] },
    'IDs that are no texts': { jobIds: [1, 2] },
    'an axis that is no field name': { jobIds: ids(2), axes: { column: '<b>' } },
    'an axis from the prototype': { jobIds: ids(2), axes: { column: '__proto__' } },
  }
  for (const [what, value] of Object.entries(invalid)) {
    it(`is not ${what}`, () => assert.equal(parseComparison(value), undefined))
  }
})

describe('messages from the comparison page', () => {
  const valid: readonly unknown[] = [
    { type: 'ready' },
    { type: 'read', requestId: 1, id: 'a', start: 0, end: 10 },
    { type: 'runTileAction', id: 'source', action: 'downloadSource' },
    { type: 'exported', bytes: new Uint8Array(3) },
    { type: 'exported', error: 'x' },
  ]
  for (const message of valid) {
    it(`accept ${JSON.stringify(message)}`, () => assert.deepEqual(parseMessageFromComparePage(message), message))
  }

  const invalid: Readonly<Record<string, unknown>> = {
    nothing: undefined,
    'an unknown type': { type: 'eval' },
    'a type from the prototype': { type: 'constructor' },
    'an unknown member': { type: 'ready', path: '/etc/passwd' },
    'an unknown action': { type: 'runTileAction', id: 'a', action: 'remove' },
    'a negative start': { type: 'read', requestId: 1, id: 'a', start: -1, end: 10 },
    'a fraction': { type: 'read', requestId: 1, id: 'a', start: 0.5, end: 10 },
    'a path instead of bytes': { type: 'exported', bytes: '/etc/passwd' },
    'a progress above 1': { type: 'exportProgress', share: 2 },
  }
  for (const [what, message] of Object.entries(invalid)) {
    it(`reject ${what}`, () => assert.equal(parseMessageFromComparePage(message), undefined))
  }
})

describe('messages to the comparison page', () => {
  it('reject videos with other URLs, and unknown members', () => {
    const tile = { id: 'a', title: '', rows: [] }
    const video = { width: 1, height: 1, frames: 1, framesPerSecond: 1, sizeBytes: 1 }
    for (const src of ['javascript:alert(1)', 'data:video/mp4;base64,AA', 'file:///etc/passwd', 'vscode:x']) {
      const view = { tiles: [{ ...tile, video: { ...video, src } }], strings: {}, playback: {} }
      assert.equal(parseMessageToComparePage({ type: 'show', view }), undefined)
    }
    assert.equal(parseMessageToComparePage({ type: 'export', format: 'exe' }), undefined)
  })
})

describe('the state of the comparison page', () => {
  it('is accepted with members of other versions, which are dropped', () => {
    const state = { comparison: { jobIds: ids(2) }, layout: 'wipe', divider: 0.25, positionSeconds: 1.5 }
    assert.deepEqual(parseComparePageState({ ...state, x: 1 }), state)
  })

  it('is rejected without a valid comparison', () => {
    for (const state of [
      undefined,
      {},
      { comparison: { jobIds: ['a'] } },
      { comparison: { jobIds: ids(2) }, divider: 2 },
    ]) {
      assert.equal(parseComparePageState(state), undefined)
    }
  })
})
