import type { Clock } from '../../src/core/ports.ts'
import { systemClock } from '../../src/editor/systemClock.ts'

/**
 * Returns a clock that runs `speed` times as fast as real time from `baseMs`, in Unix milliseconds. Processes that use the
 * same base have the same time.
 */
export function scaledClock(speed: number, baseMs: number): Clock {
  return {
    now: () => Math.round(baseMs + (Date.now() - baseMs) * speed),
    sleep: (ms, signal) => systemClock.sleep(Math.max(1, ms / speed), signal),
  }
}
