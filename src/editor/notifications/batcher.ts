/** Gathers what arrives within a short while and hands it on together. */
export class Batcher<T> {
  readonly #windowMs: number
  readonly #flush: (items: readonly T[]) => void
  #items: T[] = []
  #timer: NodeJS.Timeout | undefined

  /** `flush` gets everything that arrived within `windowMs` of the first. */
  constructor(windowMs: number, flush: (items: readonly T[]) => void) {
    this.#windowMs = windowMs
    this.#flush = flush
  }

  add(item: T): void {
    this.#items.push(item)
    this.#timer ??= setTimeout(() => {
      const items = this.#items
      this.#items = []
      this.#timer = undefined
      this.#flush(items)
    }, this.#windowMs)
  }

  dispose(): void {
    clearTimeout(this.#timer)
    this.#items = []
  }
}
