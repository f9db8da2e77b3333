import assert from 'node:assert/strict'
import { gridColumns } from '../../../../src/webview/compare/gridColumns.ts'
import { correctionFor, timelineFrame, timelineOf, videoFrame } from '../../../../src/webview/compare/sync.ts'

const at = (framesPerSecond: number, frames: number) => ({ framesPerSecond, frames })

describe('timelineOf', () => {
  for (const [what, timings, expected] of [
    ['equal videos', [at(16, 81), at(16, 81)], at(16, 81)],
    ['videos of different lengths', [at(16, 81), at(16, 161)], at(16, 161)],
    ['different rates: the highest', [at(16, 80), at(30, 90)], at(30, 150)],
    ['no video', [], at(1, 1)],
  ] as const) {
    it(`has the frames of ${what}`, () => assert.deepEqual(timelineOf(timings), expected))
  }
})

describe('frames of videos with different rates', () => {
  const timeline = at(30, 150)

  it('are those of the same time', () => {
    const shown = [0, 1, 2, 30, 149].map((frame) => videoFrame(frame, timeline, at(15, 75)))
    assert.deepEqual(shown, [0, 0, 1, 15, 74])
  })

  it('have the same numbers if the rates are equal', () => {
    assert.deepEqual(
      [0, 57, 149].map((frame) => videoFrame(frame, timeline, at(30, 150))),
      [0, 57, 149],
    )
  })

  it('stay at the last frame of a shorter video', () => assert.equal(videoFrame(149, timeline, at(15, 40)), 39))

  it('return to the same frame of the video', () => {
    const video = at(16, 81)
    for (let frame = 0; frame < 81; frame++) {
      assert.equal(videoFrame(timelineFrame(frame, video, at(30, 152)), at(30, 152), video), frame)
    }
  })
})

describe('correctionFor', () => {
  for (const [aheadFrames, expected] of [
    [0, 'none'],
    [0.1, 'none'],
    [-0.1, 'none'],
    [0.5, 'slower'],
    [-0.5, 'faster'],
    [1.9, 'slower'],
    [8.1, 'jump'],
    [-40, 'jump'],
  ] as const) {
    it(`of a video that is ${aheadFrames} frames ahead: ${expected}`, () => {
      const correction = correctionFor(aheadFrames / 16, at(16, 81))
      const kind = correction.kind === 'speed' ? (correction.factor < 1 ? 'slower' : 'faster') : correction.kind
      assert.equal(kind, expected)
      if (correction.kind === 'speed') assert.ok(correction.factor >= 0 && correction.factor <= 2)
    })
  }
})

describe('gridColumns', () => {
  for (const [what, count, ratio, width, height, expected] of [
    ['two landscape videos on a wide page', 2, 16 / 9, 1200, 500, 2],
    ['two landscape videos on a narrow page', 2, 16 / 9, 300, 700, 1],
    ['two portrait videos on a wide page', 2, 9 / 16, 1200, 700, 2],
    ['four landscape videos', 4, 16 / 9, 1280, 720, 2],
    ['nine landscape videos', 9, 16 / 9, 1280, 720, 3],
    ['nine portrait videos on a wide page', 9, 9 / 16, 2000, 700, 9],
    ['a page without any space', 4, 1, 0, 0, 1],
  ] as const) {
    it(`is ${expected} for ${what}`, () => {
      assert.equal(gridColumns(count, ratio, { width, height, captionHeight: 0 }), expected)
    })
  }
})
