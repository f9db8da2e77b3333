import assert from 'node:assert/strict'
import { EMPTY_QUERY, GALLERY_PAGE_SIZE, type GalleryItem } from '../../../../src/protocol/gallery.ts'
import { GalleryData } from '../../../../src/webview/gallery/galleryData.ts'

function open() {
  const requests: [number: number, from: number][] = []
  const data = new GalleryData((number, from) => requests.push([number, from]))
  const answer = (number: number, from: number, total = 1000) => {
    const items = Array.from({ length: GALLERY_PAGE_SIZE }, (_, index) => ({ id: `${from + index}` }) as GalleryItem)
    return data.receive({ type: 'items', number, total, from, items })
  }
  data.setQuery(EMPTY_QUERY)
  return { data, requests, answer }
}

describe('the tiles of the gallery', () => {
  it('are loaded in pages, once', () => {
    const { data, requests, answer } = open()
    answer(1, 0)
    data.ensure(50, 70)
    data.ensure(50, 70)
    answer(1, 60)
    assert.deepEqual(
      [requests, data.item(65)?.id, data.item(200), data.indexOf('61')],
      [
        [
          [1, 0],
          [1, 60],
        ],
        '65',
        undefined,
        61,
      ],
    )
  })

  it('ignore the answer to an earlier query', () => {
    const { data, answer } = open()
    data.setQuery({ ...EMPTY_QUERY, text: 'x' })
    assert.deepEqual([answer(1, 0), data.total, answer(2, 0, 7), data.total], [false, undefined, true, 7])
  })

  it('stay while they are loaded again', () => {
    const { data, requests, answer } = open()
    answer(1, 0)
    data.invalidate()
    const shown = data.item(3)?.id
    data.ensure(0, 10)
    assert.deepEqual([shown, requests.at(-1)], ['3', [2, 0]])
  })

  it('are loaded again after a change if there were none', () => {
    const { data, requests, answer } = open()
    answer(1, 0, 0)
    data.invalidate()
    assert.deepEqual(requests.at(-1), [2, 0])
  })

  it('are forgotten far from what is shown', () => {
    const { data, answer } = open()
    for (let from = 0; from < 6000; from += GALLERY_PAGE_SIZE) {
      data.ensure(from, from + 1)
      answer(1, from, 10_000)
    }
    assert.deepEqual([data.item(0), data.item(5999)?.id], [undefined, '5999'])
  })
})
