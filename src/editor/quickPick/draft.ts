import type { RequestValues } from '../../core/job/job.ts'
import type { Model } from '../../core/model/parameter.ts'

/** A request that the user edits: valid values, and text that was typed but not accepted. */
export class Draft {
  readonly model: Model
  readonly #initial: RequestValues
  readonly #values = new Map<string, unknown>()
  readonly #pending = new Map<string, string>()

  constructor(model: Model, initial: RequestValues = {}) {
    this.model = model
    this.#initial = initial
    this.reset()
  }

  get(name: string): unknown {
    return this.#values.get(name)
  }

  /** Unsets the parameter if `value` is undefined. Discards its pending text. */
  set(name: string, value: unknown): void {
    this.#pending.delete(name)
    if (value === undefined) this.#values.delete(name)
    else this.#values.set(name, value)
  }

  /** The text that the user typed for a parameter and did not accept. It is shown again when the input opens. */
  pendingText(name: string): string | undefined {
    return this.#pending.get(name)
  }

  setPendingText(name: string, text: string): void {
    this.#pending.set(name, text)
  }

  toValues(): RequestValues {
    return Object.fromEntries(this.#values)
  }

  get isModified(): boolean {
    const values = JSON.stringify(Object.entries(this.toValues()).sort())
    return this.#pending.size > 0 || values !== JSON.stringify(Object.entries(this.#initial).sort())
  }

  /** Restores the initial values. */
  reset(): void {
    this.#pending.clear()
    this.#values.clear()
    for (const [name, value] of Object.entries(this.#initial)) this.#values.set(name, value)
  }
}

/** The drafts of this window, in memory: what the user entered is restored after Escape or an error. */
export class Drafts {
  readonly #drafts = new Map<string, Draft>()

  getOrCreate(key: string, create: () => Draft): Draft {
    const draft = this.#drafts.get(key) ?? create()
    this.#drafts.set(key, draft)
    return draft
  }

  /** Deletes a draft that was submitted. */
  delete(draft: Draft): void {
    for (const [key, candidate] of this.#drafts) if (candidate === draft) this.#drafts.delete(key)
  }
}
