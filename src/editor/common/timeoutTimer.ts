import type { Disposable } from '../../core/ports.ts'

/** A timer with at most one pending callback. Does nothing after `dispose`. */
export class TimeoutTimer implements Disposable {
  #timeout: NodeJS.Timeout | undefined
  #isDisposed = false

  /** Replaces the pending callback. */
  cancelAndSet(callback: () => void, delayMs: number): void {
    this.cancel()
    this.setIfNotSet(callback, delayMs)
  }

  /** Does nothing while a callback is pending. */
  setIfNotSet(callback: () => void, delayMs: number): void {
    if (this.#isDisposed) return
    this.#timeout ??= setTimeout(() => {
      this.#timeout = undefined
      callback()
    }, delayMs)
  }

  cancel(): void {
    clearTimeout(this.#timeout)
    this.#timeout = undefined
  }

  dispose(): void {
    this.cancel()
    this.#isDisposed = true
  }
}
