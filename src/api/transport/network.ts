import { isLoopbackOrigin } from '../../core/text/loopback.ts'
import { type ConnectionOptions, openConnections } from './connections.ts'
import type { NetworkSettings } from './networkSettings.ts'
import type { ResultFetch } from './resultFetch.ts'
import type { Transport } from './transport.ts'

/** The network access of this window. */
export interface Network {
  readonly transport: Transport
  /** Downloads result files. Removes credentials from the headers. Rejects with `TransportError`. */
  readonly resultFetch: ResultFetch
  /** Applies new settings. Requests in progress keep their connections. */
  update(settings: NetworkSettings): void
  /** Closes all connections immediately. */
  close(): Promise<void>
}

const RESULT_HEADERS_TIMEOUT_MS = 30_000
const RESULT_BODY_TIMEOUT_MS = 30_000

/** Opens no connection until the first request. */
export function createNetwork(options: ConnectionOptions): Network {
  const state = { connections: openConnections(options) }
  const transport: Transport = (url, request) => state.connections.transport(url, request)
  return {
    transport,
    resultFetch: resultFetchOver(transport),
    update(settings) {
      const previous = state.connections
      state.connections = openConnections({ ...options, settings })
      void previous.close().catch(() => undefined)
    },
    close: () => state.connections.destroy(),
  }
}

const CREDENTIALS: ReadonlySet<string> = new Set(['authorization', 'cookie', 'proxy-authorization'])

function resultFetchOver(transport: Transport): ResultFetch {
  return (url, { headers, signal, serviceOrigin }) =>
    transport(url, {
      method: 'GET',
      headers: {
        // Lengths and ranges of a compressed body would not be those of the file.
        'accept-encoding': 'identity',
        ...Object.fromEntries(Object.entries(headers).filter(([name]) => !CREDENTIALS.has(name.toLowerCase()))),
      },
      signal,
      headersTimeoutMs: RESULT_HEADERS_TIMEOUT_MS,
      bodyTimeoutMs: RESULT_BODY_TIMEOUT_MS,
      publicOnly: serviceOrigin === undefined || !isLoopbackOrigin(serviceOrigin),
    })
}
