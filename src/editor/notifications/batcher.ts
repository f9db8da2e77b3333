import { TimeoutTimer } from '../common/timeoutTimer.ts'

/** Collects items and passes them on together. */
export class Batcher<T> {
  readonly #windowMs: number
  readonly #flush: (items: readonly T[]) => void
  readonly #timer = new TimeoutTimer()
  #items: T[] = []

  /** `flush` receives all items that were added within `windowMs` of the first. */
  constructor(windowMs: number, flush: (items: readonly T[]) => void) {
    this.#windowMs = windowMs
    this.#flush = flush
  }

  add(item: T): void {
    this.#items.push(item)
    this.#timer.setIfNotSet(() => {
      const items = this.#items
      this.#items = []
      this.#flush(items)
    }, this.#windowMs)
  }

  dispose(): void {
    this.#timer.dispose()
    this.#items = []
  }
}
