import { type MessageFromPreviewPage, type PreviewPageState, parsePreviewPageState } from '../../protocol/preview.ts'
import type { Host } from '../shared/host.ts'

export type PreviewHost = Host<MessageFromPreviewPage, PreviewPageState>

/** What survives hiding the tab and reloading the window: the position, the speed, the sound, the zoom. */
export class PlaybackState {
  readonly #host: PreviewHost
  #state: PreviewPageState

  constructor(host: PreviewHost) {
    this.#host = host
    this.#state = parsePreviewPageState(host.getState()) ?? {}
  }

  get current(): PreviewPageState {
    return this.#state
  }

  /** Undefined removes a member. */
  save(changes: { readonly [Name in keyof PreviewPageState]?: PreviewPageState[Name] | undefined }): void {
    const entries = Object.entries({ ...this.#state, ...changes }).filter(([, value]) => value !== undefined)
    this.#state = Object.fromEntries(entries)
    this.#host.setState(this.#state)
  }
}
