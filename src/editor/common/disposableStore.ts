import type { Disposable } from '../../core/ports.ts'

/** Owns disposables and disposes of all of them, the last one added first. */
export class DisposableStore implements Disposable {
  readonly #owned: Disposable[] = []
  #isDisposed = false

  /** For work that continues after an `await`. */
  get isDisposed(): boolean {
    return this.#isDisposed
  }

  /** Takes ownership and returns `disposable`, which is disposed of immediately if the store already is. */
  add<T extends Disposable>(disposable: T): T {
    if (this.#isDisposed) disposable.dispose()
    else this.#owned.push(disposable)
    return disposable
  }

  dispose(): void {
    this.#isDisposed = true
    for (const disposable of this.#owned.splice(0).reverse()) disposable.dispose()
  }
}
