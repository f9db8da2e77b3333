import type { Clock } from '../../src/core/ports.ts'
import { systemClock } from '../../src/editor/systemClock.ts'

/**
 * A clock that runs `speed` times as fast as the wall's, counted from `baseMs` (Unix ms), so that processes given the
 * same base agree on the time.
 */
export function scaledClock(speed: number, baseMs: number): Clock {
  return {
    now: () => Math.round(baseMs + (Date.now() - baseMs) * speed),
    sleep: (ms, signal) => systemClock.sleep(Math.max(1, ms / speed), signal),
  }
}
