import type { Fault, FaultRule } from './fault.ts'

interface Entry {
  readonly rule: FaultRule
  /** Matching calls to let pass, and to hit, from now on. */
  pass: number
  left: number
}

/** The faults still to come, in the order they were added. At most one hits a call. */
export class FaultQueue {
  #entries: Entry[] = []

  add(rules: readonly FaultRule[]): void {
    this.#entries.push(...rules.map((rule) => ({ rule, pass: rule.after ?? 0, left: rule.times ?? 1 })))
  }

  clear(): void {
    this.#entries = []
  }

  /** What is left of each rule. */
  list(): FaultRule[] {
    return this.#entries.map(({ rule, pass, left }) => ({ ...rule, after: pass, times: left }))
  }

  /** The fault for a call, used up by it. */
  take(method: string, path: string): Fault | undefined {
    const entry = this.#entries.find((one) => matches(one.rule, method, path) && one.pass-- <= 0)
    if (!entry) return undefined
    if (entry.left > 0) entry.left--
    if (entry.left === 0) this.#entries = this.#entries.filter((one) => one !== entry)
    return entry.rule.fault
  }
}

function matches({ match }: FaultRule, method: string, path: string): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false
  if (match.path === undefined) return true
  return match.path.endsWith('*') ? path.startsWith(match.path.slice(0, -1)) : path === match.path
}
