import type { ApiClient } from '../api/client.ts'

/** The address and key in use in this window, as one. */
export interface Connection {
  /** Origin of the API. A job is only ever asked about at the origin it was sent to. */
  readonly origin: string
  readonly client: ApiClient
}

/** The connection of the moment; undefined while there is no key for the address in use. Asks nobody. */
export type Connect = () => Promise<Connection | undefined>
