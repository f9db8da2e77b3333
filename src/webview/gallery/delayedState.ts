import type { GalleryState } from '../../protocol/gallery.ts'

const DELAY_MS = 200

/** Stores the state of the page, at most once in a while: scrolling changes it often. */
export class DelayedState {
  readonly #host: { setState(state: GalleryState): void }
  #timer = 0

  constructor(host: { setState(state: GalleryState): void }) {
    this.#host = host
  }

  save(state: GalleryState): void {
    clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => this.#host.setState(state), DELAY_MS)
  }
}
