import { FakeClock } from '../fixtures/jobs/fakeClock.ts'

const TICK_MS = 5
/** A longer tick means that the process was not running. */
const LONGEST_TICK_MS = 20

/**
 * A clock that runs `speed` times as fast as the computer's. Time in which this process does not run does not count, so
 * that leases don't expire on a busy computer.
 */
export class AcceleratedClock extends FakeClock implements Disposable {
  readonly #timer: NodeJS.Timeout

  constructor(speed: number) {
    super(Date.now())
    let last = performance.now()
    this.#timer = setInterval(() => {
      const elapsedMs = performance.now() - last
      last += elapsedMs
      this.advance(Math.min(elapsedMs, LONGEST_TICK_MS) * speed)
    }, TICK_MS)
  }

  override now(): number {
    return Math.round(super.now())
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }
}
