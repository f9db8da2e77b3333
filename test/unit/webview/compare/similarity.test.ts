import assert from 'node:assert/strict'
import { type Pixels, similarityOf, summarize } from '../../../../src/webview/compare/similarity.ts'

const SIZE = 64

/** A picture whose values are made by `value`, from 0 to 255. */
function picture(value: (x: number, y: number) => number): Pixels {
  const data = new Uint8ClampedArray(SIZE * SIZE * 4)
  for (let index = 0; index < SIZE * SIZE; index++) {
    const level = value(index % SIZE, Math.floor(index / SIZE))
    data.set([level, level, level, 255], index * 4)
  }
  return { data, width: SIZE, height: SIZE }
}

const gradient = picture((x, y) => x * 2 + y)
const brighter = picture((x, y) => x * 2 + y + 10)
const noisy = picture((x, y) => x * 2 + y + ((x * 7919 + y * 104_729) % 41) - 20)
const black = picture(() => 0)
const white = picture(() => 255)

describe('similarityOf', () => {
  it('is infinite and 1 for equal pictures', () => {
    assert.deepEqual(
      similarityOf(
        gradient,
        picture((x, y) => x * 2 + y),
      ),
      { psnr: Number.POSITIVE_INFINITY, ssim: 1 },
    )
  })

  it('has the PSNR of a known difference', () => {
    // A mean squared error of 100: 10 · log10(255² / 100).
    assert.ok(Math.abs(similarityOf(gradient, brighter).psnr - 28.1308) < 0.0001)
    assert.equal(similarityOf(black, white).psnr, 0)
  })

  it('has a high SSIM for a brighter picture, a lower one for a noisy one, and almost 0 for opposites', () => {
    const [light, noise, opposite] = [brighter, noisy]
      .map((other) => similarityOf(gradient, other).ssim)
      .concat(similarityOf(black, white).ssim)
    assert.ok(light !== undefined && noise !== undefined && opposite !== undefined)
    assert.ok(light > 0.95 && light < 1, `${light}`)
    assert.ok(noise < 0.9 && noise > 0.1, `${noise}`)
    assert.ok(opposite < 0.001, `${opposite}`)
  })

  it('ignores the opacity', () => {
    const data = gradient.data.slice()
    for (let index = 3; index < data.length; index += 4) data[index] = 0
    assert.equal(similarityOf(gradient, { ...gradient, data }).psnr, Number.POSITIVE_INFINITY)
  })
})

describe('summarize', () => {
  it('has the mean, the lowest value, and its frame', () => {
    assert.deepEqual(summarize([3, 1, 2]), { mean: 2, lowest: 1, frame: 1 })
    const infinite = { mean: Number.POSITIVE_INFINITY, lowest: Number.POSITIVE_INFINITY, frame: 0 }
    assert.deepEqual(summarize([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]), infinite)
    assert.equal(summarize([]), undefined)
  })
})
