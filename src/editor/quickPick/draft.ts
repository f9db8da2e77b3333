import type { RequestValues } from '../../core/job/job.ts'
import type { Model } from '../../core/model/parameter.ts'

/** A request that is being put together: values that passed their check, and texts that did not get that far. */
export class Draft {
  readonly model: Model
  private readonly initial: RequestValues
  private readonly values = new Map<string, unknown>()
  private readonly typed = new Map<string, string>()

  constructor(model: Model, initial: RequestValues = {}) {
    this.model = model
    this.initial = initial
    this.reset()
  }

  value(name: string): unknown {
    return this.values.get(name)
  }

  /** `undefined` takes the parameter out of the request. */
  set(name: string, value: unknown): void {
    this.typed.delete(name)
    if (value === undefined) this.values.delete(name)
    else this.values.set(name, value)
  }

  /** What was typed for a parameter and not entered: kept for the next time its box opens. */
  typedText(name: string): string | undefined {
    return this.typed.get(name)
  }

  keepTyped(name: string, text: string): void {
    this.typed.set(name, text)
  }

  toValues(): RequestValues {
    return Object.fromEntries(this.values)
  }

  /** Whether anything differs from what the draft began with. */
  get isTouched(): boolean {
    const now = JSON.stringify(Object.entries(this.toValues()).sort())
    return this.typed.size > 0 || now !== JSON.stringify(Object.entries(this.initial).sort())
  }

  reset(): void {
    this.typed.clear()
    this.values.clear()
    for (const [name, value] of Object.entries(this.initial)) this.values.set(name, value)
  }
}

/** The drafts of this window, in memory only: what was entered is there again after Escape or a failure. */
export class Drafts {
  private readonly drafts = new Map<string, Draft>()

  /** The draft of that name, made when there is none. */
  take(name: string, make: () => Draft): Draft {
    const draft = this.drafts.get(name) ?? make()
    this.drafts.set(name, draft)
    return draft
  }

  /** Forgets a draft that became a job. */
  drop(draft: Draft): void {
    for (const [name, kept] of this.drafts) if (kept === draft) this.drafts.delete(name)
  }
}
