import { type Canvas, type Color, mix, type Point } from './canvas.ts'
import type { Limbs, Pose } from './gait.ts'

export interface Placement {
  /** The point on the ground below the hip, in pixels. */
  readonly ground: Point
  /** Body height in pixels. */
  readonly height: number
  /** 1 walks to the right, -1 to the left. */
  readonly direction: 1 | -1
}

/** Draws a stick figure from back to front: far limbs (darker), trunk and head, near limbs. */
export function drawStickFigure(canvas: Canvas, pose: Pose, color: Color, placement: Placement): void {
  const { ground, height, direction } = placement
  const toPixels = ([x, y]: Point): Point => [ground[0] + x * height * direction, ground[1] + y * height]
  const thickness = height * 0.021
  const farColor = mix(color, [10, 12, 24], 0.5)
  const footDistance = Math.abs(pose.near.ankle[0] - pose.far.ankle[0])
  const shadowCenter: Point = [ground[0], ground[1] + thickness]
  canvas.drawShadow(shadowCenter, height * (0.16 + footDistance / 2), height * 0.035, 0.55)

  const drawBone = (from: Point, to: Point, radius: number, boneColor: Color) =>
    canvas.drawCapsule(toPixels(from), toPixels(to), radius, boneColor)
  const drawLeg = ({ knee, ankle, toe }: Limbs, legColor: Color) => {
    drawBone(pose.hip, knee, thickness * 1.15, legColor)
    drawBone(knee, ankle, thickness, legColor)
    drawBone(ankle, toe, thickness * 0.9, legColor)
  }
  const shoulder: Point = [pose.neck[0], pose.neck[1] + 0.02]
  const drawArm = ({ elbow, hand }: Limbs, armColor: Color) => {
    drawBone(shoulder, elbow, thickness * 0.9, armColor)
    drawBone(elbow, hand, thickness * 0.8, armColor)
    canvas.drawCircle(toPixels(hand), thickness * 1.15, armColor)
  }
  drawArm(pose.far, farColor)
  drawLeg(pose.far, farColor)
  drawBone(pose.hip, pose.neck, thickness * 1.35, color)
  canvas.drawCircle(toPixels(pose.head), height * 0.068, color)
  drawLeg(pose.near, color)
  drawArm(pose.near, mix(color, [255, 255, 255], 0.25))
}
