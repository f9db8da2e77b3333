import { type Colour, hsl, mix } from './canvas.ts'
import type { Gait } from './gait.ts'
import { randomFrom } from './random.ts'

/** Everything that another seed or prompt changes. */
export interface Style {
  readonly skyTop: Colour
  readonly skyBottom: Colour
  readonly sun: Colour
  readonly farHills: Colour
  readonly nearHills: Colour
  readonly trees: Colour
  readonly ground: Colour
  readonly figure: Colour
  /** Share of the width, and of the sky's height. */
  readonly sunAt: readonly [number, number]
  readonly night: boolean
  readonly facing: 1 | -1
  readonly gait: Gait
  /** For whatever else is strewn about. */
  readonly random: () => number
}

/** The style of a text: the same text, the same style. */
export function styleOf(text: string): Style {
  const random = randomFrom(text)
  const between = (low: number, high: number) => low + (high - low) * random()
  const hue = random()
  const night = random() < 0.3
  const warm = (hue + between(0.42, 0.58)) % 1
  const light = night ? 0.16 : between(0.42, 0.58)
  const skyTop = hsl(hue, 0.55, light)
  const skyBottom = hsl((hue + 0.07) % 1, 0.6, night ? 0.34 : 0.84)
  const ground = hsl((hue + 0.12) % 1, 0.28, night ? 0.16 : 0.34)
  return {
    skyTop,
    skyBottom,
    sun: hsl(warm, 0.85, night ? 0.9 : 0.8),
    farHills: mix(skyBottom, ground, 0.35),
    nearHills: mix(skyBottom, ground, 0.65),
    trees: mix(ground, hsl(hue, 0.4, 0.12), 0.45),
    ground,
    figure: hsl(warm, 0.9, night ? 0.68 : 0.58),
    // Never in the middle, where it would look like a second head.
    sunAt: [random() < 0.5 ? between(0.12, 0.32) : between(0.68, 0.88), between(0.18, 0.42)],
    night,
    facing: random() < 0.5 ? 1 : -1,
    gait: {
      stepsPerSecond: between(1.5, 2.3),
      stride: between(0.34, 0.48),
      footLift: between(0.06, 0.13),
      armSwing: between(0.35, 0.75),
      elbowBend: between(0.25, 1.1),
      lean: between(0.02, 0.14),
    },
    random,
  }
}
