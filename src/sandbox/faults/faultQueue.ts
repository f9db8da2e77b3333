import type { Fault, FaultRule } from './fault.ts'

interface QueuedRule {
  readonly rule: FaultRule
  /** Matching calls that still pass without the fault. */
  skip: number
  /** Calls that still get the fault; -1 means every call. */
  remaining: number
}

/** The pending fault rules, oldest first. A call gets at most one fault. */
export class FaultQueue {
  #queue: QueuedRule[] = []

  add(rules: readonly FaultRule[]): void {
    this.#queue.push(...rules.map((rule) => ({ rule, skip: rule.after ?? 0, remaining: rule.times ?? 1 })))
  }

  clear(): void {
    this.#queue = []
  }

  /** Returns the pending rules with their current `after` and `times`. */
  list(): FaultRule[] {
    return this.#queue.map(({ rule, skip, remaining }) => ({ ...rule, after: skip, times: remaining }))
  }

  /** Returns the fault for a call and counts it as used, or undefined if no rule applies. */
  take(method: string, path: string): Fault | undefined {
    for (const entry of this.#queue) {
      if (!matches(entry.rule, method, path)) continue
      if (entry.skip > 0) {
        entry.skip--
        continue
      }
      if (entry.remaining > 0) entry.remaining--
      if (entry.remaining === 0) this.#queue = this.#queue.filter((other) => other !== entry)
      return entry.rule.fault
    }
    return undefined
  }
}

function matches({ match }: FaultRule, method: string, path: string): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false
  if (match.path === undefined) return true
  return match.path.endsWith('*') ? path.startsWith(match.path.slice(0, -1)) : path === match.path
}
