import { ssim } from '@blazediff/ssim'

/** Pixels as RGBA, 4 bytes each. */
export interface Pixels {
  readonly data: Uint8ClampedArray<ArrayBuffer> | Uint8Array<ArrayBuffer>
  readonly width: number
  readonly height: number
}

/** How similar two pictures are. */
export interface Similarity {
  /** Peak signal-to-noise ratio over red, green and blue, in decibels. `Infinity` for equal pictures. */
  readonly psnr: number
  /** Structural similarity (Wang et al. 2004) of the luminance: 1 for equal pictures. */
  readonly ssim: number
}

/** Compares two pictures of the same size. */
export function similarityOf(first: Pixels, second: Pixels): Similarity {
  const meanSquaredError = meanSquaredErrorOf(first.data, second.data)
  // The result of the library is not exactly 1.
  if (meanSquaredError === 0) return { psnr: Number.POSITIVE_INFINITY, ssim: 1 }
  return {
    psnr: 10 * Math.log10(255 ** 2 / meanSquaredError),
    ssim: ssim(first.data, second.data, undefined, first.width, first.height),
  }
}

/** Ignores the opacity, which videos do not have. */
function meanSquaredErrorOf(first: Pixels['data'], second: Pixels['data']): number {
  let sum = 0
  for (let index = 0; index < first.length; index += 4) {
    for (let channel = index; channel < index + 3; channel++) {
      const difference = (first[channel] ?? 0) - (second[channel] ?? 0)
      sum += difference * difference
    }
  }
  return sum / ((first.length / 4) * 3)
}

/** The mean and the lowest of the values of all frames. */
export interface Summary {
  readonly mean: number
  readonly lowest: number
  /** The frame with the lowest value. */
  readonly frame: number
}

export function summarize(values: readonly number[]): Summary | undefined {
  if (values.length === 0) return undefined
  const lowest = Math.min(...values)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, lowest, frame: values.indexOf(lowest) }
}
