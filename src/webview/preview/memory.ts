import { type FromPreviewPage, type PreviewPageState, parsePreviewPageState } from '../../protocol/preview.ts'

/** What the page has of its editor. */
export interface Host {
  postMessage(message: FromPreviewPage): void
  getState(): unknown
  setState(state: PreviewPageState): void
}

/** What the page remembers of the playing, through hiding and reloading. */
export interface Memory {
  readonly positionSeconds: number
  readonly paused: boolean
  remember(positionSeconds: number, paused: boolean): void
}

/** The memory of `jobId`'s page. Writes the job down at once: an editor's reload needs nothing else. */
export function openMemory(host: Host, jobId: string): Memory {
  const known = parsePreviewPageState(host.getState())
  let state: PreviewPageState = known?.jobId === jobId ? known : { jobId }
  host.setState(state)
  return {
    get positionSeconds() {
      return state.positionSeconds ?? 0
    },
    get paused() {
      return state.paused ?? false
    },
    remember(positionSeconds, paused) {
      state = { jobId, positionSeconds, paused }
      host.setState(state)
    },
  }
}
