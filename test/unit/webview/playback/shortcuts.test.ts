import assert from 'node:assert/strict'
import { commandOf, keyLabel, PLAYBACK_SHORTCUTS } from '../../../../src/webview/shared/playback/shortcuts.ts'

const NONE = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false }

describe('the playback shortcuts', () => {
  const command = (key: string, modifiers: Partial<typeof NONE> = {}) =>
    commandOf({ key, ...NONE, ...modifiers }, PLAYBACK_SHORTCUTS)

  it('finds the command of a key', () => {
    assert.deepEqual(
      [command(' '), command(','), command('ArrowLeft'), command('ArrowLeft', { shiftKey: true }), command('q')],
      ['playPause', 'previousFrame', 'previousFrame', 'back', undefined],
    )
  })

  it('accepts characters that need Shift, and letters while Caps Lock is on', () => {
    const shiftKey = true
    assert.deepEqual(
      [command('?', { shiftKey }), command('>', { shiftKey }), command('I'), command('I', { shiftKey })],
      ['showShortcuts', 'faster', 'setIn', undefined],
    )
  })

  it('leaves keys with other modifiers to the editor', () => {
    const found = ['ctrlKey', 'altKey', 'metaKey'].map((modifier) => command('k', { [modifier]: true }))
    assert.deepEqual(found, [undefined, undefined, undefined])
  })

  it('uses each key once', () => {
    const keys = PLAYBACK_SHORTCUTS.flatMap((shortcut) => [...shortcut.keys])
    assert.deepEqual([...new Set(keys)], keys)
  })

  it('labels keys', () => {
    assert.deepEqual([' ', 'k', 'Shift+ArrowRight', '+', 'Home', '?'].map(keyLabel), [
      'Space',
      'K',
      'Shift+→',
      '+',
      'Home',
      '?',
    ])
  })
})
