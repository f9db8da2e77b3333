import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '../../core/errors.ts'

/** How long a write waits for the lock of other processes, in milliseconds. */
const LOCK_TIMEOUT_MS = 15_000
const RETRY_MS = 20

/** Runs writes one after the other. A write that finds the database locked is tried again without blocking the event loop. */
export class WriteQueue {
  #last: Promise<unknown> = Promise.resolve()
  #size = 0

  /** Runs `write` after the writes that were added before; immediately if there are none. */
  add<T>(write: () => T): Promise<T> {
    const result = this.#size === 0 ? untilUnlocked(write) : this.#last.then(() => untilUnlocked(write))
    this.#size++
    this.#last = result.then(
      () => this.#size--,
      () => this.#size--,
    )
    return result
  }

  /** Resolves when all writes that were added have ended. */
  async drain(): Promise<void> {
    await this.#last
  }
}

async function untilUnlocked<T>(write: () => T): Promise<T> {
  const startedAt = performance.now()
  for (;;) {
    try {
      return write()
    } catch (error) {
      const isLocked = error instanceof AppError && error.detail.code === 'storeBusy'
      if (!isLocked || performance.now() - startedAt > LOCK_TIMEOUT_MS) throw error
    }
    await delay(RETRY_MS)
  }
}
