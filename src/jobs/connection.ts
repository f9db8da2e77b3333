import type { ApiClient } from '../api/client.ts'

/** The API address and key in use in this window. */
export interface Connection {
  /** Origin of the API. A job is polled only at the origin that it was sent to. */
  readonly origin: string
  readonly client: ApiClient
  /** Whether generations cost nothing: the connection is to the sandbox. Default: false. */
  readonly isFree?: boolean
}

/** Returns the current connection; undefined if there is no key for the address in use. Does not ask the user. */
export type Connect = () => Promise<Connection | undefined>
