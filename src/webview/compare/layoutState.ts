import { type CompareLayout, type CompareView, LAYOUTS } from '../../protocol/compare.ts'
import type { CompareState } from './compareState.ts'
import { clamp } from './divider.ts'
import type { Overlay } from './exportCanvas.ts'

const STEP = 0.02

/** Which videos are shown, and how. Saved with the state of the page. */
export class LayoutState {
  /** To be set before anything else is used. */
  view: CompareView | undefined
  readonly #state: CompareState
  readonly #onChange: () => void

  constructor(state: CompareState, onChange: () => void) {
    this.#state = state
    this.#onChange = onChange
  }

  /** The position of the only tile that is shown; undefined if all are. */
  get alone(): number | undefined {
    const { alone } = this.#state.current
    return alone !== undefined && alone < this.#count ? alone : undefined
  }

  /** Whether there are exactly two videos, which can be shown on top of each other. */
  get hasTwo(): boolean {
    return this.#count === 2 && this.view?.tiles.every(({ video }) => video !== undefined) === true
  }

  get layout(): CompareLayout {
    return this.hasTwo && this.alone === undefined ? (this.#state.current.layout ?? 'grid') : 'grid'
  }

  get overlay(): Overlay {
    const { divider = 0.5, opacity = 0.5 } = this.#state.current
    return { layout: this.layout, divider, opacity }
  }

  readonly setLayout = (layout: CompareLayout): void => {
    this.#state.save({ layout, alone: undefined })
    this.#onChange()
  }

  nextLayout(): void {
    const next = LAYOUTS[(LAYOUTS.indexOf(this.layout) + 1) % LAYOUTS.length]
    if (this.hasTwo && next !== undefined) this.setLayout(next)
  }

  toggleAlone(index: number): void {
    if (index >= this.#count) return
    this.#state.save({ alone: this.alone === index ? undefined : index })
    this.#onChange()
  }

  showAll(): void {
    if (this.alone !== undefined) this.toggleAlone(this.alone)
  }

  /** Moves the divider, or changes the opacity. */
  readonly setShare = (share: number): void => {
    if (this.layout === 'onionSkin') this.#state.save({ opacity: clamp(share) })
    else if (this.layout === 'wipe') this.#state.save({ divider: clamp(share) })
    this.#onChange()
  }

  stepShare(direction: 1 | -1): void {
    const { layout, divider, opacity } = this.overlay
    this.setShare((layout === 'onionSkin' ? opacity : divider) + direction * STEP)
  }

  get #count(): number {
    return this.view?.tiles.length ?? 0
  }
}
