import { Canvas, mix, type Point } from './canvas.ts'
import { drawFrameNumber } from './frameNumber.ts'
import { calculatePose, walkingSpeed } from './gait.ts'
import { drawStickFigure } from './stickFigure.ts'
import { createStyle, type Style } from './style.ts'
import type { VideoSpec } from './videoSpec.ts'

/** A sine wave of a hill line. Lengths are fractions of the image height. */
interface Wave {
  readonly length: number
  readonly height: number
  readonly phase: number
}

interface Tree {
  readonly position: number
  readonly size: number
}

/**
 * Draws a stick figure that walks through hills. The camera follows it; the scenery moves with parallax. The number of the
 * frame is in the lower left corner.
 */
export class Scene {
  readonly #spec: VideoSpec
  readonly #style: Style
  readonly #background: Canvas
  readonly #canvas: Canvas
  /** Pixels. */
  readonly #bodyHeight: number
  /** The y coordinate of the feet. */
  readonly #groundY: number
  readonly #horizonY: number
  readonly #farWaves: readonly Wave[]
  readonly #nearWaves: readonly Wave[]
  readonly #trees: readonly Tree[]
  readonly #stones: readonly Point[]

  constructor(spec: VideoSpec) {
    const style = createStyle(spec.styleSeed)
    const { width, height } = spec
    this.#spec = spec
    this.#style = style
    this.#canvas = new Canvas(width, height)
    this.#bodyHeight = Math.min(height * 0.58, width * 0.9)
    this.#groundY = Math.round(height * 0.86)
    this.#horizonY = Math.round(height * 0.74)
    this.#farWaves = createWaves(style, 3, 0.9)
    this.#nearWaves = createWaves(style, 3, 0.45)
    this.#trees = Array.from({ length: 7 }, (_, index) => ({
      position: index + style.random() * 0.7,
      size: 0.6 + style.random(),
    }))
    this.#stones = Array.from({ length: 26 }, (_, index) => [index + style.random(), style.random()] as const)
    this.#background = this.#drawBackground()
  }

  /** Returns the RGBA pixels of a frame. The next call overwrites them. */
  drawFrame(index: number): Uint8Array {
    const { direction, gait, farHills, nearHills, figure } = this.#style
    const seconds = index / this.#spec.framesPerSecond
    const distance = seconds * walkingSpeed(gait) * this.#bodyHeight * direction
    const canvas = this.#canvas
    canvas.copyFrom(this.#background)
    canvas.fillBelow(this.#hillTops(this.#farWaves, distance * 0.08, 0.15), this.#horizonY, farHills)
    canvas.fillBelow(this.#hillTops(this.#nearWaves, distance * 0.2, 0.06), this.#horizonY, nearHills)
    this.#drawTrees(distance * 0.45)
    this.#drawStones(distance)
    const ground: Point = [this.#spec.width / 2, this.#groundY]
    drawStickFigure(canvas, calculatePose(gait, seconds), figure, { ground, height: this.#bodyHeight, direction })
    drawFrameNumber(canvas, index)
    return canvas.pixels
  }

  #drawBackground(): Canvas {
    const { width, height } = this.#spec
    const { skyTop, skyBottom, sun, sunPosition, isNight, random, ground } = this.#style
    const canvas = new Canvas(width, height)
    const shortSide = Math.min(width, height)
    for (let y = 0; y < this.#horizonY; y++) {
      canvas.fillRow(y, mix(skyTop, skyBottom, (y / this.#horizonY) ** 1.3))
    }
    for (let star = 0; isNight && star < 60; star++) {
      const position: Point = [random() * width, random() * this.#horizonY * 0.7]
      canvas.drawCircle(position, shortSide * 0.0025, [255, 255, 255], random())
    }
    const sunCenter: Point = [sunPosition[0] * width, sunPosition[1] * this.#horizonY]
    canvas.drawCircle(sunCenter, shortSide * 0.14, sun, 0.28, shortSide * 0.22)
    canvas.drawCircle(sunCenter, shortSide * (isNight ? 0.05 : 0.075), sun, 1, 1.5)
    const depth = height - this.#horizonY
    for (let y = this.#horizonY; y < height; y++) {
      const color = mix(mix(ground, skyBottom, 0.3), mix(ground, [0, 0, 0], 0.25), (y - this.#horizonY) / depth)
      canvas.fillRow(y, color)
    }
    return canvas
  }

  #hillTops(waves: readonly Wave[], offset: number, baseHeight: number): Float32Array {
    const { width, height } = this.#spec
    const tops = new Float32Array(width)
    for (let x = 0; x < width; x++) {
      const position = (x + offset) / height
      const waveHeight = waves.reduce(
        (sum, wave) => sum + wave.height * Math.sin(position / wave.length + wave.phase),
        0,
      )
      tops[x] = this.#horizonY - height * Math.max(0.01, baseHeight + waveHeight)
    }
    return tops
  }

  #drawTrees(offset: number): void {
    const { width, height } = this.#spec
    const spacing = Math.max(width, height) * 0.3
    const { trees, nearHills } = this.#style
    for (const { position, size } of this.#trees) {
      const x = modulo(position * spacing - offset, this.#trees.length * spacing) - spacing
      const treeHeight = height * 0.11 * size
      const top = this.#horizonY - treeHeight
      const trunkColor = mix(trees, [30, 18, 10], 0.4)
      this.#canvas.drawCapsule([x, this.#horizonY + 2], [x, top], treeHeight * 0.05, trunkColor)
      this.#canvas.drawCircle([x, top], treeHeight * 0.36, trees)
      this.#canvas.drawCircle([x - treeHeight * 0.2, top + treeHeight * 0.18], treeHeight * 0.26, trees)
      this.#canvas.drawCircle([x + treeHeight * 0.22, top + treeHeight * 0.15], treeHeight * 0.25, trees)
      const highlightColor = mix(trees, nearHills, 0.35)
      this.#canvas.drawCircle([x + treeHeight * 0.08, top - treeHeight * 0.1], treeHeight * 0.2, highlightColor)
    }
  }

  /** Near stones are larger and move faster than far ones. */
  #drawStones(distance: number): void {
    const { width, height } = this.#spec
    const { ground } = this.#style
    const depth = height - this.#horizonY
    for (const [position, nearness] of this.#stones) {
      const y = this.#horizonY + depth * (0.08 + 0.9 * nearness)
      const speed = (y - this.#horizonY) / (this.#groundY - this.#horizonY)
      const span = width * 1.3
      const x = modulo((position / this.#stones.length) * span * 7 - distance * speed, span) - width * 0.15
      const halfWidth = height * 0.004 + height * 0.018 * nearness
      const color = mix(ground, nearness > 0.5 ? [255, 255, 255] : [0, 0, 0], 0.22)
      const radius = height * 0.002 + height * 0.005 * nearness
      this.#canvas.drawCapsule([x - halfWidth, y], [x + halfWidth, y], radius, color, 0.8)
    }
  }
}

function createWaves(style: Style, count: number, length: number): Wave[] {
  return Array.from({ length: count }, (_, index) => ({
    length: (length * (0.25 + style.random() * 0.3)) / (index + 1),
    height: 0.06 / (index + 1),
    phase: style.random() * 7,
  }))
}

/** Like `%`, but never negative. */
function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor
}
