import {
  type ComparePageState,
  type Comparison,
  type MessageFromComparePage,
  parseComparePageState,
} from '../../protocol/compare.ts'
import type { Host } from '../shared/host.ts'

export type CompareHost = Host<MessageFromComparePage, ComparePageState>

/** The layout and the position, saved so that they survive hiding the tab and reloading the window. */
export class CompareState {
  readonly #host: CompareHost
  #state: ComparePageState

  constructor(host: CompareHost, comparison: Comparison) {
    const saved = parseComparePageState(host.getState())
    this.#host = host
    this.#state = { ...saved, comparison }
    // To restore the tab, the editor needs the comparison even if nothing was changed.
    host.setState(this.#state)
  }

  get current(): ComparePageState {
    return this.#state
  }

  save(change: Partial<Omit<ComparePageState, 'comparison'>>): void {
    this.#state = { ...this.#state, ...change }
    this.#host.setState(this.#state)
  }
}
