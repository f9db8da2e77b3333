import { type MessageFromPreviewPage, type PreviewPageState, parsePreviewPageState } from '../../protocol/preview.ts'
import type { Host } from '../shared/host.ts'

export type PreviewHost = Host<MessageFromPreviewPage, PreviewPageState>

/** The playback position, saved so that it survives hiding the tab and reloading the window. */
export class PlaybackState {
  readonly #host: PreviewHost
  #state: PreviewPageState

  constructor(host: PreviewHost) {
    this.#host = host
    this.#state = parsePreviewPageState(host.getState()) ?? {}
  }

  get positionSeconds(): number {
    return this.#state.positionSeconds ?? 0
  }

  get isPaused(): boolean {
    return this.#state.paused ?? false
  }

  save(positionSeconds: number, paused: boolean): void {
    this.#state = { positionSeconds, paused }
    this.#host.setState(this.#state)
  }
}
