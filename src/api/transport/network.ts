import type { Dispatcher } from 'undici'
import type { Log } from '../../core/ports.ts'
import { createDispatcher } from './dispatcher.ts'
import { codeOf } from './errorCode.ts'
import { fallbackTransport } from './fallbackTransport.ts'
import { type EditorFetch, fetchTransport } from './fetchTransport.ts'
import type { NetworkSettings } from './networkSettings.ts'
import type { ResultFetch } from './resultFetch.ts'
import { type Transport, TransportError } from './transport.ts'
import { undiciTransport } from './undiciTransport.ts'

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

export interface NetworkOptions {
  readonly settings: NetworkSettings
  readonly environment: NodeJS.ProcessEnv
  readonly editorFetch: EditorFetch
  readonly log: Log
}

const RESULT_HEADERS_TIMEOUT_MS = 30_000
const RESULT_BODY_TIMEOUT_MS = 30_000

/** Opens no connection until the first request. */
export function createNetwork({ settings, environment, editorFetch, log }: NetworkOptions): Network {
  const connect = (current: NetworkSettings) => connectionsFor(current, environment, editorFetch, log)
  const state = { connections: connect(settings) }
  const transport: Transport = (url, request) => state.connections.transport(url, request)
  return {
    transport,
    resultFetch: resultFetchOver(transport),
    update(next) {
      const previous = state.connections
      state.connections = connect(next)
      void previous.dispatcher?.close().catch(() => undefined)
    },
    async close() {
      await state.connections.dispatcher?.destroy()
    },
  }
}

interface Connections {
  readonly transport: Transport
  readonly dispatcher: Dispatcher | undefined
}

function connectionsFor(
  settings: NetworkSettings,
  environment: NodeJS.ProcessEnv,
  editorFetch: EditorFetch,
  log: Log,
): Connections {
  const fallback = fetchTransport(editorFetch)
  const onDidFallBack = (code: string) =>
    log.info(`Could not connect (${code}). Using the editor's network from now on.`)
  try {
    const dispatcher = createDispatcher(settings, environment)
    return { dispatcher, transport: fallbackTransport(undiciTransport(dispatcher), fallback, onDidFallBack) }
  } catch (error) {
    // For example an unsupported proxy scheme. The URL is not logged, because it may contain a password.
    log.warn(`The proxy settings are not supported (${codeOf(error)}). Using the editor's network.`)
    const unavailable: Transport = () => Promise.reject(new TransportError('BAD_PROXY', false))
    return { dispatcher: undefined, transport: fallbackTransport(unavailable, fallback, () => undefined) }
  }
}

const CREDENTIALS: ReadonlySet<string> = new Set(['authorization', 'cookie', 'proxy-authorization'])

function resultFetchOver(transport: Transport): ResultFetch {
  return (url, { headers, signal }) =>
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
    })
}
