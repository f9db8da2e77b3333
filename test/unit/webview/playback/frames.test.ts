import assert from 'node:assert/strict'
import {
  clampFrame,
  durationOf,
  formatPosition,
  frameAt,
  frameMiddle,
  frameStart,
  matchingFrame,
  wholeRange,
} from '../../../../src/webview/shared/playback/frames.ts'

const RATES = [1, 8, 12.5, 15, 16, 23.976, 24, 24000 / 1001, 25, 30000 / 1001, 30, 50, 60000 / 1001, 60, 120, 240]

describe('frames and times', () => {
  it('finds each frame at its start, in its middle and just before its end, at every rate', () => {
    for (const framesPerSecond of RATES) {
      const timing = { framesPerSecond, frames: 20_000 }
      for (const frame of [0, 1, 2, 3, 80, 81, 4_321, 19_998, 19_999]) {
        // Media timestamps are rounded down to microseconds.
        const start = Math.floor(frameStart(frame, timing) * 1e6) / 1e6
        const nearEnd = frameStart(frame + 0.95, timing)
        const found = [start, frameMiddle(frame, timing), nearEnd].map((seconds) => frameAt(seconds, timing))
        assert.deepEqual(found, [frame, frame, frame], `frame ${frame} at ${framesPerSecond} frames per second`)
      }
    }
  })

  it('stays within the video', () => {
    const timing = { framesPerSecond: 16, frames: 81 }
    assert.deepEqual(
      [
        frameAt(-1, timing),
        frameAt(99, timing),
        clampFrame(-3, timing),
        clampFrame(81, timing),
        clampFrame(2.4, timing),
      ],
      [0, 80, 0, 80, 2],
    )
    assert.equal(durationOf(timing), 5.0625)
    assert.deepEqual(wholeRange(timing), { first: 0, last: 80 })
    assert.deepEqual(wholeRange({ framesPerSecond: 16, frames: 1 }), { first: 0, last: 0 })
  })

  it('matches frames of two videos by number if the rates are equal, else by time', () => {
    const short = { framesPerSecond: 16, frames: 10 }
    const same = { framesPerSecond: 16, frames: 81 }
    const other = { framesPerSecond: 30, frames: 100 }
    assert.deepEqual(
      [matchingFrame(40, same, short), matchingFrame(40, same, other), matchingFrame(60, other, same)],
      [9, 75, 32],
    )
  })

  it('formats a position', () => {
    const positions = [0, 0.0625, 2.5625, 59.999, 60, 3599.5, -1].map(formatPosition)
    assert.deepEqual(positions, ['0:00.00', '0:00.06', '0:02.56', '0:59.99', '1:00.00', '59:59.50', '0:00.00'])
  })
})
