import assert from 'node:assert/strict'
import { layoutTiles, tileAfterKey, tilePosition, visibleTiles } from '../../../../src/webview/gallery/tileLayout.ts'

describe('the layout of the gallery', () => {
  for (const width of [120, 200, 300, 640, 2000]) {
    it(`keeps all tiles inside a width of ${width}`, () => {
      const layout = layoutTiles(1000, width)
      const rights = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((index) => tilePosition(layout, index).x + layout.tileWidth)
      assert.ok(
        rights.every((right) => right <= width),
        `${Math.max(...rights)}`,
      )
    })
  }

  it('renders few of many tiles, at every position', () => {
    const layout = layoutTiles(10_000, 1000)
    for (let scrollTop = 0; scrollTop < layout.height; scrollTop += 997) {
      const { from, to } = visibleTiles(layout, 10_000, scrollTop, 800)
      assert.ok(to - from <= 60 && from >= 0 && to <= 10_000)
      assert.ok(tilePosition(layout, from).y <= Math.max(scrollTop, layout.rowHeight))
    }
  })

  it('survives a position below the end and no tiles', () => {
    assert.deepEqual(
      [visibleTiles(layoutTiles(3, 1000), 3, 1e9, 800), visibleTiles(layoutTiles(0, 1000), 0, 0, 800)],
      [
        { from: 3, to: 3 },
        { from: 0, to: 0 },
      ],
    )
  })

  it('moves with the navigation keys, and stays inside', () => {
    const moves = (['ArrowRight', 'ArrowDown', 'PageDown', 'End', 'ArrowUp', 'Home', 'Enter'] as const).map((key) =>
      tileAfterKey(key, 5, 12, 4, 2),
    )
    assert.deepEqual(moves, [6, 9, 11, 11, 1, 0, undefined])
  })
})
