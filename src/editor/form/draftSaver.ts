import type { Disposable } from '../../core/ports.ts'
import { TimeoutTimer } from '../common/timeoutTimer.ts'

const SAVE_DELAY_MS = 200

/** Where a draft is stored. */
export interface DraftTarget {
  save(): Promise<void>
  delete(): Promise<void>
}

/** Stores one draft. */
export class DraftSaver implements Disposable {
  readonly #target: DraftTarget
  readonly #onError: (error: unknown) => void
  readonly #timer = new TimeoutTimer()

  constructor(target: DraftTarget, onError: (error: unknown) => void) {
    this.#target = target
    this.#onError = onError
  }

  save(): void {
    this.#timer.cancel()
    this.#target.save().catch(this.#onError)
  }

  /** Stores the edits of a moment together. */
  saveSoon(): void {
    this.#timer.setIfNotSet(() => this.save(), SAVE_DELAY_MS)
  }

  delete(): void {
    this.#timer.cancel()
    this.#target.delete().catch(this.#onError)
  }

  dispose(): void {
    this.#timer.dispose()
  }

  /** Forgets what was to be stored soon. */
  cancel(): void {
    this.#timer.cancel()
  }
}
