import type { Point } from './canvas.ts'

/** The parameters of a walk. Lengths are fractions of the body height. */
export interface Gait {
  readonly stepsPerSecond: number
  /** Distance between the feet at a full step. */
  readonly stride: number
  readonly footLift: number
  /** Radians, also `elbowBend` and `lean`. */
  readonly armSwing: number
  readonly elbowBend: number
  readonly lean: number
}

/** Joint positions in body heights: x points forward, y down, and the ground is at 0. */
export interface Pose {
  readonly hip: Point
  readonly neck: Point
  readonly head: Point
  /** The limbs on the side of the viewer. */
  readonly near: Limbs
  readonly far: Limbs
}

/** The joints of one leg and one arm. */
export interface Limbs {
  readonly knee: Point
  readonly ankle: Point
  readonly toe: Point
  readonly elbow: Point
  readonly hand: Point
}

const THIGH = 0.245
const SHIN = 0.245
const UPPER_ARM = 0.165
const FOREARM = 0.16
/** The fraction of a gait cycle in which a foot is on the ground. */
const STANCE = 0.6

/** Returns the speed in body heights per second at which a foot on the ground does not slide. */
export function walkingSpeed(gait: Gait): number {
  return (gait.stride * gait.stepsPerSecond) / (2 * STANCE)
}

export function calculatePose(gait: Gait, seconds: number): Pose {
  const cycle = (seconds * gait.stepsPerSecond) / 2
  const bounce = 0.012 * Math.cos(cycle * 4 * Math.PI)
  const hip: Point = [0, -0.475 - bounce]
  const neck: Point = [hip[0] + Math.sin(gait.lean) * 0.33, hip[1] - Math.cos(gait.lean) * 0.33]
  const head: Point = [neck[0] + Math.sin(gait.lean) * 0.11 + 0.012, neck[1] - 0.115]
  return {
    hip,
    neck,
    head,
    near: calculateLimbs(gait, cycle, hip, neck),
    far: calculateLimbs(gait, cycle + 0.5, hip, neck),
  }
}

function calculateLimbs(gait: Gait, cycle: number, hip: Point, neck: Point): Limbs {
  const phase = cycle - Math.floor(cycle)
  const swing = Math.max(0, (phase - STANCE) / (1 - STANCE))
  const easedSwing = swing * swing * (3 - 2 * swing)
  const footPosition = phase < STANCE ? 0.5 - phase / STANCE : easedSwing - 0.5
  const lift = Math.sin(Math.PI * swing) * gait.footLift
  const roll = phase < STANCE ? Math.max(0, (phase - 0.42) / 0.18) * 0.5 : (1 - swing) * 0.5
  const ankle: Point = [footPosition * gait.stride, -0.03 - lift - roll * 0.05]
  const toe: Point = [ankle[0] + Math.cos(roll) * 0.075, ankle[1] + 0.02 + Math.sin(roll) * 0.06]
  const armAngle = gait.armSwing * -Math.cos(2 * Math.PI * (phase - 0.02)) + gait.lean
  const elbow = pointAtAngle([neck[0], neck[1] + 0.02], UPPER_ARM, armAngle)
  const hand = pointAtAngle(elbow, FOREARM, armAngle + gait.elbowBend * (0.75 + 0.25 * Math.sin(armAngle)))
  return { knee: calculateKnee(hip, ankle), ankle, toe, elbow, hand }
}

/** Returns the point at a distance of `length`, `angle` radians forward of straight down. */
function pointAtAngle(start: Point, length: number, angle: number): Point {
  return [start[0] + Math.sin(angle) * length, start[1] + Math.cos(angle) * length]
}

/** Returns the knee, bent forward: the intersection of two circles around hip and ankle. */
function calculateKnee(hip: Point, ankle: Point): Point {
  const dx = ankle[0] - hip[0]
  const dy = ankle[1] - hip[1]
  const distance = Math.min(Math.hypot(dx, dy), THIGH + SHIN - 1e-4)
  const along = (THIGH ** 2 - SHIN ** 2 + distance ** 2) / (2 * distance)
  const across = Math.sqrt(Math.max(0, THIGH ** 2 - along ** 2))
  const unitX = dx / distance
  const unitY = dy / distance
  return [hip[0] + unitX * along + unitY * across, hip[1] + unitY * along - unitX * across]
}
