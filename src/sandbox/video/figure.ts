import { type Canvas, type Colour, mix, type Point } from './canvas.ts'
import type { Pose, Side } from './gait.ts'

/** Where and how large the figure is drawn. */
export interface Placement {
  /** The spot on the ground below the hip, in pixels. */
  readonly foot: Point
  /** Body height in pixels. */
  readonly height: number
  /** 1 walks to the right, -1 to the left. */
  readonly facing: 1 | -1
}

/** Draws the stick figure: far limbs first and darker, then trunk and head, then near limbs. */
export function drawFigure(canvas: Canvas, pose: Pose, colour: Colour, place: Placement): void {
  const { foot, height, facing } = place
  const at = ([x, y]: Point): Point => [foot[0] + x * height * facing, foot[1] + y * height]
  const thick = height * 0.021
  const dark = mix(colour, [10, 12, 24], 0.5)
  const reach = Math.abs(pose.near.ankle[0] - pose.far.ankle[0])
  canvas.shadow([foot[0], foot[1] + thick], height * (0.16 + reach / 2), height * 0.035, 0.55)

  const leg = (side: Side, paint: Colour) => {
    canvas.capsule(at(pose.hip), at(side.knee), thick * 1.15, paint)
    canvas.capsule(at(side.knee), at(side.ankle), thick, paint)
    canvas.capsule(at(side.ankle), at(side.toe), thick * 0.9, paint)
  }
  const shoulder: Point = [pose.neck[0], pose.neck[1] + 0.02]
  const arm = (side: Side, paint: Colour) => {
    canvas.capsule(at(shoulder), at(side.elbow), thick * 0.9, paint)
    canvas.capsule(at(side.elbow), at(side.hand), thick * 0.8, paint)
    canvas.disc(at(side.hand), thick * 1.15, paint)
  }
  arm(pose.far, dark)
  leg(pose.far, dark)
  canvas.capsule(at(pose.hip), at(pose.neck), thick * 1.35, colour)
  canvas.disc(at(pose.head), height * 0.068, colour)
  leg(pose.near, colour)
  arm(pose.near, mix(colour, [255, 255, 255], 0.25))
}
