import assert from 'node:assert/strict'
import { LAYOUTS } from '../../../../src/protocol/compare.ts'
import {
  type Box,
  type ExportPlan,
  planSheet,
  planVideo,
  sheetFrames,
} from '../../../../src/webview/compare/exportPlan.ts'

const tile = (width: number, height: number) => ({ label: 'x', width, height })
const landscape = tile(1280, 720)
const portrait = tile(720, 1280)

function assertFits({ width, height, pictures, labels }: ExportPlan, canOverlap: boolean): void {
  const all = [...pictures, ...labels]
  const isInside = (box: Box) => box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height
  assert.deepEqual(
    all.filter((box) => !isInside(box)),
    [],
  )
  assert.deepEqual([width % 2, height % 2], [0, 0])
  if (!canOverlap)
    assert.deepEqual(
      all.filter((box) => all.some((other) => other !== box && overlap(box, other))),
      [],
    )
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

describe('planVideo', () => {
  for (const layout of LAYOUTS) {
    for (const [what, tiles] of Object.entries({
      'two landscape videos': [landscape, landscape],
      'a landscape and a portrait video': [landscape, portrait],
      'nine portrait videos': Array.from({ length: 9 }, () => portrait),
      '25 videos': Array.from({ length: 25 }, () => landscape),
      'tiny videos': [tile(2, 2), tile(2, 2)],
      'huge videos': [tile(8000, 100), tile(100, 8000)],
    })) {
      // The other layouts are only for two videos.
      if (tiles.length > 2 && layout !== 'grid') continue
      it(`places ${what} as ${layout}`, () => {
        const plan = planVideo(tiles, layout)
        assertFits(plan, layout !== 'grid' && layout !== 'stacked')
        assert.ok(plan.width <= 1920 && plan.height <= 1080, `${plan.width} × ${plan.height}`)
      })
    }
  }

  it('does not enlarge small videos, and keeps the ratio', () => {
    const { pictures } = planVideo([tile(426, 240), tile(240, 426)], 'grid')
    assert.deepEqual(
      pictures.map(({ width, height }) => [width, height]),
      [
        [426, 240],
        [240, 426],
      ],
    )
  })
})

describe('planSheet', () => {
  it('has a row of frames for each video, below its label', () => {
    const plan = planSheet([landscape, portrait, tile(100, 100)])
    assertFits(plan, false)
    assert.equal(plan.pictures.length, 15)
    assert.equal(plan.labels.length, 3)
  })
})

describe('sheetFrames', () => {
  it('has the first and the last frame', () => {
    assert.deepEqual(
      [sheetFrames(81), sheetFrames(1), sheetFrames(3)],
      [
        [0, 20, 40, 60, 80],
        [0, 0, 0, 0, 0],
        [0, 1, 1, 2, 2],
      ],
    )
  })
})
