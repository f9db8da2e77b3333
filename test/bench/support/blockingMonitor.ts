import { closeSync, openSync, readSync } from 'node:fs'

/** How long an event loop was blocked. */
export interface Blocking {
  readonly totalMs: number
  /** The sum of all blocks. */
  readonly blockedMs: number
  readonly longestMs: number
}

const INTERVAL_MS = 5
/** A timer that is later than this was blocked. */
const TOLERANCE_MS = 10

/**
 * Measures how long the event loop of this thread is blocked: how much later than due a timer fires. Time in which the
 * thread is ready to run and waits for a CPU is other programs' and does not count (Linux only; elsewhere it counts).
 */
export class BlockingMonitor {
  readonly #cpuQueue = new CpuQueue()
  readonly #startedAt = performance.now()
  #timer: NodeJS.Timeout | undefined
  #lastAt = this.#startedAt
  #lastQueuedMs = this.#cpuQueue.readMs()
  #blockedMs = 0
  #longestMs = 0

  constructor() {
    this.#schedule()
  }

  stop(): Blocking {
    this.#record()
    clearTimeout(this.#timer)
    this.#cpuQueue.close()
    return {
      totalMs: performance.now() - this.#startedAt,
      blockedMs: this.#blockedMs,
      longestMs: this.#longestMs,
    }
  }

  #schedule(): void {
    this.#timer = setTimeout(() => {
      this.#record()
      this.#schedule()
    }, INTERVAL_MS)
  }

  #record(): void {
    const now = performance.now()
    const queuedMs = this.#cpuQueue.readMs()
    const lateMs = now - this.#lastAt - INTERVAL_MS - (queuedMs - this.#lastQueuedMs)
    if (lateMs > TOLERANCE_MS) {
      this.#blockedMs += lateMs
      this.#longestMs = Math.max(this.#longestMs, lateMs)
    }
    this.#lastAt = now
    this.#lastQueuedMs = queuedMs
  }
}

/** Reads how long the main thread of this process has waited for a CPU. */
class CpuQueue {
  readonly #file = process.platform === 'linux' ? openSync(`/proc/self/task/${process.pid}/schedstat`, 'r') : undefined
  readonly #buffer = Buffer.alloc(100)

  readMs(): number {
    if (this.#file === undefined) return 0
    const length = readSync(this.#file, this.#buffer, 0, this.#buffer.length, 0)
    // Nanoseconds on a CPU, nanoseconds in the queue for one, time slices.
    return Number(this.#buffer.toString('latin1', 0, length).split(' ')[1]) / 1e6
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file)
  }
}
