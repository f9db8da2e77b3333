import { Canvas, mix, type Point } from './canvas.ts'
import { drawFigure } from './figure.ts'
import { poseAt, walkingSpeed } from './gait.ts'
import { type Style, styleOf } from './style.ts'
import type { VideoSpec } from './videoSpec.ts'

interface Wave {
  readonly length: number
  readonly height: number
  readonly shift: number
}

interface Tree {
  readonly at: number
  readonly size: number
}

/** A walk through hills, frame by frame: the camera goes along, everything else drifts by at its own speed. */
export class Scene {
  readonly #spec: VideoSpec
  readonly #style: Style
  readonly #sky: Canvas
  readonly #canvas: Canvas
  /** Pixels per body height, and the line the feet stand on. */
  readonly #body: number
  readonly #floor: number
  readonly #horizon: number
  readonly #farWaves: readonly Wave[]
  readonly #nearWaves: readonly Wave[]
  readonly #trees: readonly Tree[]
  readonly #stones: readonly Point[]

  constructor(spec: VideoSpec) {
    const style = styleOf(spec.style)
    const { width, height } = spec
    this.#spec = spec
    this.#style = style
    this.#canvas = new Canvas(width, height)
    this.#body = Math.min(height * 0.58, width * 0.9)
    this.#floor = Math.round(height * 0.86)
    this.#horizon = Math.round(height * 0.74)
    this.#farWaves = waves(style, 3, 0.9)
    this.#nearWaves = waves(style, 3, 0.45)
    this.#trees = Array.from({ length: 7 }, (_, i) => ({ at: i + style.random() * 0.7, size: 0.6 + style.random() }))
    this.#stones = Array.from({ length: 26 }, (_, i) => [i + style.random(), style.random()] as const)
    this.#sky = this.#paintSky()
  }

  /** The RGBA pixels of a frame; overwritten by the next call. */
  frame(index: number): Uint8Array {
    const { facing, gait, farHills, nearHills, figure } = this.#style
    const seconds = index / this.#spec.framesPerSecond
    const walked = seconds * walkingSpeed(gait) * this.#body * facing
    const canvas = this.#canvas
    canvas.copyFrom(this.#sky)
    canvas.ridge(this.#tops(this.#farWaves, walked * 0.08, 0.15), this.#horizon, farHills)
    canvas.ridge(this.#tops(this.#nearWaves, walked * 0.2, 0.06), this.#horizon, nearHills)
    this.#drawTrees(walked * 0.45)
    this.#drawGround(walked)
    const foot: Point = [this.#spec.width / 2, this.#floor]
    drawFigure(canvas, poseAt(gait, seconds), figure, { foot, height: this.#body, facing })
    return canvas.pixels
  }

  #paintSky(): Canvas {
    const { width, height } = this.#spec
    const { skyTop, skyBottom, sun, sunAt, night, random, ground } = this.#style
    const sky = new Canvas(width, height)
    const small = Math.min(width, height)
    for (let y = 0; y < this.#horizon; y++) sky.row(y, mix(skyTop, skyBottom, (y / this.#horizon) ** 1.3))
    for (let i = 0; night && i < 60; i++) {
      sky.disc([random() * width, random() * this.#horizon * 0.7], small * 0.0025, [255, 255, 255], random())
    }
    const centre: Point = [sunAt[0] * width, sunAt[1] * this.#horizon]
    sky.disc(centre, small * 0.14, sun, 0.28, small * 0.22)
    sky.disc(centre, small * (night ? 0.05 : 0.075), sun, 1, 1.5)
    const depth = height - this.#horizon
    for (let y = this.#horizon; y < height; y++) {
      sky.row(y, mix(mix(ground, skyBottom, 0.3), mix(ground, [0, 0, 0], 0.25), (y - this.#horizon) / depth))
    }
    return sky
  }

  #tops(waves: readonly Wave[], drift: number, base: number): Float32Array {
    const { width, height } = this.#spec
    const tops = new Float32Array(width)
    for (let x = 0; x < width; x++) {
      const along = (x + drift) / height
      const sum = waves.reduce((rise, wave) => rise + wave.height * Math.sin(along / wave.length + wave.shift), 0)
      tops[x] = this.#horizon - height * Math.max(0.01, base + sum)
    }
    return tops
  }

  #drawTrees(drift: number): void {
    const { width, height } = this.#spec
    const spacing = Math.max(width, height) * 0.3
    const { trees, nearHills } = this.#style
    for (const { at, size } of this.#trees) {
      const x = wrap(at * spacing - drift, this.#trees.length * spacing) - spacing
      const tall = height * 0.11 * size
      const top = this.#horizon - tall
      this.#canvas.capsule([x, this.#horizon + 2], [x, top], tall * 0.05, mix(trees, [30, 18, 10], 0.4))
      this.#canvas.disc([x, top], tall * 0.36, trees)
      this.#canvas.disc([x - tall * 0.2, top + tall * 0.18], tall * 0.26, trees)
      this.#canvas.disc([x + tall * 0.22, top + tall * 0.15], tall * 0.25, trees)
      this.#canvas.disc([x + tall * 0.08, top - tall * 0.1], tall * 0.2, mix(trees, nearHills, 0.35))
    }
  }

  /** Stones and tufts; nearer ones go by faster. */
  #drawGround(walked: number): void {
    const { width, height } = this.#spec
    const { ground } = this.#style
    const depth = height - this.#horizon
    for (const [at, near] of this.#stones) {
      const y = this.#horizon + depth * (0.08 + 0.9 * near)
      const speed = (y - this.#horizon) / (this.#floor - this.#horizon)
      const span = width * 1.3
      const x = wrap((at / this.#stones.length) * span * 7 - walked * speed, span) - width * 0.15
      const half = height * 0.004 + height * 0.018 * near
      const shade = mix(ground, near > 0.5 ? [255, 255, 255] : [0, 0, 0], 0.22)
      this.#canvas.capsule([x - half, y], [x + half, y], height * 0.002 + height * 0.005 * near, shade, 0.8)
    }
  }
}

function waves(style: Style, count: number, length: number): Wave[] {
  return Array.from({ length: count }, (_, i) => ({
    length: (length * (0.25 + style.random() * 0.3)) / (i + 1),
    height: 0.06 / (i + 1),
    shift: style.random() * 7,
  }))
}

function wrap(value: number, period: number): number {
  return ((value % period) + period) % period
}
