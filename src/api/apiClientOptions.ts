import type { Log } from '../core/ports.ts'
import type { Transport } from './transport/transport.ts'

export interface ApiClientOptions {
  /** Without a trailing slash; may have a path. */
  readonly baseUrl: string
  /** Checked by `checkApiKey`. */
  readonly key: string
  readonly transport: Transport
  readonly log: Log
  readonly now: () => number
  /** Default `DEADLINES`. */
  readonly deadlines?: Deadlines
}

/** The longest time of a call, from its start to the end of its answer, in milliseconds. */
export interface Deadlines {
  readonly getMs: number
  readonly postMs: number
  /** With `sync_mode` the answer comes when the video is made. */
  readonly syncPostMs: number
}
