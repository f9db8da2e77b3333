import { type Color, hsl, mix } from './canvas.ts'
import type { Gait } from './gait.ts'
import { createRandom } from './random.ts'

/** The parts of a scene that depend on seed and prompt. */
export interface Style {
  readonly skyTop: Color
  readonly skyBottom: Color
  readonly sun: Color
  readonly farHills: Color
  readonly nearHills: Color
  readonly trees: Color
  readonly ground: Color
  readonly figure: Color
  /** Fractions of the width and of the height of the sky. */
  readonly sunPosition: readonly [number, number]
  readonly isNight: boolean
  /** 1 walks to the right, -1 to the left. */
  readonly direction: 1 | -1
  readonly gait: Gait
  /** For the remaining scenery. */
  readonly random: () => number
}

/** Returns the style for a seed; equal seeds give equal styles. */
export function createStyle(seed: string): Style {
  const random = createRandom(seed)
  const between = (min: number, max: number) => min + (max - min) * random()
  const hue = random()
  const isNight = random() < 0.3
  const contrastHue = (hue + between(0.42, 0.58)) % 1
  const skyLightness = isNight ? 0.16 : between(0.42, 0.58)
  const skyTop = hsl(hue, 0.55, skyLightness)
  const skyBottom = hsl((hue + 0.07) % 1, 0.6, isNight ? 0.34 : 0.84)
  const ground = hsl((hue + 0.12) % 1, 0.28, isNight ? 0.16 : 0.34)
  return {
    skyTop,
    skyBottom,
    sun: hsl(contrastHue, 0.85, isNight ? 0.9 : 0.8),
    farHills: mix(skyBottom, ground, 0.35),
    nearHills: mix(skyBottom, ground, 0.65),
    trees: mix(ground, hsl(hue, 0.4, 0.12), 0.45),
    ground,
    figure: hsl(contrastHue, 0.9, isNight ? 0.68 : 0.58),
    // Keep the sun away from the center, where it would look like a second head.
    sunPosition: [random() < 0.5 ? between(0.12, 0.32) : between(0.68, 0.88), between(0.18, 0.42)],
    isNight,
    direction: random() < 0.5 ? 1 : -1,
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
