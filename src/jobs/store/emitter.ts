import type { Disposable } from '../../core/ports.ts'

/** Calls listeners in the order in which they subscribed. An error of one listener does not affect the others. */
export class Emitter<T> {
  readonly #listeners = new Set<(event: T) => void>()
  readonly #onError: (error: unknown) => void

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  readonly event = (listener: (event: T) => void): Disposable => {
    // A new function, so that the same listener can subscribe twice.
    const own = (event: T) => listener(event)
    this.#listeners.add(own)
    return { dispose: () => this.#listeners.delete(own) }
  }

  fire(event: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event)
      } catch (error) {
        this.#onError(error)
      }
    }
  }
}
