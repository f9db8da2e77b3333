import type { Point } from './canvas.ts'

/** How somebody walks. Lengths are shares of the body's height. */
export interface Gait {
  readonly stepsPerSecond: number
  /** Distance between the two feet at full step. */
  readonly stride: number
  readonly footLift: number
  /** Radians. */
  readonly armSwing: number
  readonly elbowBend: number
  readonly lean: number
}

/** Joints in body heights: x ahead, y down, the ground at 0. Near is the side towards the viewer. */
export interface Pose {
  readonly hip: Point
  readonly neck: Point
  readonly head: Point
  readonly near: Side
  readonly far: Side
}

export interface Side {
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
/** Share of a cycle that a foot stands on the ground. */
const STANCE = 0.6

/** How fast the ground goes by, in body heights a second, so that a standing foot does not slide. */
export function walkingSpeed(gait: Gait): number {
  return (gait.stride * gait.stepsPerSecond) / (2 * STANCE)
}

export function poseAt(gait: Gait, seconds: number): Pose {
  const cycle = (seconds * gait.stepsPerSecond) / 2
  const bob = 0.012 * Math.cos(cycle * 4 * Math.PI)
  const hip: Point = [0, -0.475 - bob]
  const neck: Point = [hip[0] + Math.sin(gait.lean) * 0.33, hip[1] - Math.cos(gait.lean) * 0.33]
  const head: Point = [neck[0] + Math.sin(gait.lean) * 0.11 + 0.012, neck[1] - 0.115]
  return { hip, neck, head, near: side(gait, cycle, hip, neck), far: side(gait, cycle + 0.5, hip, neck) }
}

function side(gait: Gait, cycle: number, hip: Point, neck: Point): Side {
  const phase = cycle - Math.floor(cycle)
  const swing = Math.max(0, (phase - STANCE) / (1 - STANCE))
  const smooth = swing * swing * (3 - 2 * swing)
  const ahead = phase < STANCE ? 0.5 - phase / STANCE : smooth - 0.5
  const lift = Math.sin(Math.PI * swing) * gait.footLift
  const roll = phase < STANCE ? Math.max(0, (phase - 0.42) / 0.18) * 0.5 : (1 - swing) * 0.5
  const ankle: Point = [ahead * gait.stride, -0.03 - lift - roll * 0.05]
  const toe: Point = [ankle[0] + Math.cos(roll) * 0.075, ankle[1] + 0.02 + Math.sin(roll) * 0.06]
  const arm = gait.armSwing * -Math.cos(2 * Math.PI * (phase - 0.02)) + gait.lean
  const elbow = from(neck, [0, 0.02], UPPER_ARM, arm)
  const hand = from(elbow, [0, 0], FOREARM, arm + gait.elbowBend * (0.75 + 0.25 * Math.sin(arm)))
  return { knee: bend(hip, ankle), ankle, toe, elbow, hand }
}

/** A point `length` away from another, `angle` radians ahead of straight down. */
function from(start: Point, shift: Point, length: number, angle: number): Point {
  return [start[0] + shift[0] + Math.sin(angle) * length, start[1] + shift[1] + Math.cos(angle) * length]
}

/** The knee between hip and ankle, bent forwards: two circles meeting. */
function bend(hip: Point, ankle: Point): Point {
  const dx = ankle[0] - hip[0]
  const dy = ankle[1] - hip[1]
  const distance = Math.min(Math.hypot(dx, dy), THIGH + SHIN - 1e-4)
  const along = (THIGH ** 2 - SHIN ** 2 + distance ** 2) / (2 * distance)
  const out = Math.sqrt(Math.max(0, THIGH ** 2 - along ** 2))
  const ux = dx / distance
  const uy = dy / distance
  return [hip[0] + ux * along + uy * out, hip[1] + uy * along - ux * out]
}
