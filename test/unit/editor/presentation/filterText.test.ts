import assert from 'node:assert/strict'
import { describeFilter } from '../../../../src/editor/presentation/filterText.ts'
import { renderContext } from '../../../fixtures/renderContext.ts'

const { l10n } = renderContext()

describe('describeFilter', () => {
  it('lists the conditions', () => {
    const filter = {
      text: 'tango',
      tags: ['rain'],
      favoritesOnly: true,
      settings: [
        { name: 'seed', value: 3 },
        { name: 'resolution', value: '720p' },
      ],
    }
    assert.deepEqual(
      [describeFilter(filter, l10n), describeFilter({}, l10n)],
      ['“tango” · Favorites · #rain · seed 3 · 720p', ''],
    )
  })

  it('is a short line for hostile conditions', () => {
    const tags = Array.from({ length: 50 }, (_, index) => `a\u202e\n${index}`)
    const text = describeFilter({ text: 'x'.repeat(100_000), tags }, l10n)
    assert.deepEqual([text.length < 120, /[\u202e\n]/.test(text), text.at(-1)], [true, false, '…'])
  })
})
