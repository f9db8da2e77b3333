import type { Disposable } from '../../core/ports.ts'

/** Tells listeners, in the order they came. A listener that throws does not keep the others from hearing. */
export class Emitter<T> {
  readonly #listeners = new Set<(event: T) => void>()
  readonly #onError: (error: unknown) => void

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  readonly event = (listener: (event: T) => void): Disposable => {
    // A wrapper of its own, so that the same function can listen twice.
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
