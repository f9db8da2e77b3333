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

/** This window's way to the network. */
export interface Network {
  readonly transport: Transport
  /** Fetches result files: no credentials, whatever headers it is given. Rejects with `TransportError`. */
  readonly resultFetch: ResultFetch
  /** Takes new settings: requests in flight end on the old connections, and the editor's fetch is no longer preferred. */
  update(settings: NetworkSettings): void
  /** Ends every connection at once. */
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

/** Opens no connection until something is sent. */
export function createNetwork({ settings, environment, editorFetch, log }: NetworkOptions): Network {
  const open = (of: NetworkSettings) => openWays(of, environment, editorFetch, log)
  const state = { ways: open(settings) }
  const transport: Transport = (url, request) => state.ways.transport(url, request)
  return {
    transport,
    resultFetch: resultFetchOver(transport),
    update(next) {
      const old = state.ways
      state.ways = open(next)
      void old.dispatcher?.close().catch(() => undefined)
    },
    async close() {
      await state.ways.dispatcher?.destroy()
    },
  }
}

interface Ways {
  readonly transport: Transport
  readonly dispatcher: Dispatcher | undefined
}

function openWays(settings: NetworkSettings, environment: NodeJS.ProcessEnv, editorFetch: EditorFetch, log: Log): Ways {
  const editors = fetchTransport(editorFetch)
  const onDidFallBack = (code: string) =>
    log.info(`Our own connection failed (${code}); going over the editor's network from now on.`)
  try {
    const dispatcher = createDispatcher(settings, environment)
    return { dispatcher, transport: fallbackTransport(undiciTransport(dispatcher), editors, onDidFallBack) }
  } catch (error) {
    // A proxy address of a kind we do not know, for example. The address itself may hold a password.
    log.warn(`The proxy settings cannot be used (${codeOf(error)}); going over the editor's network.`)
    const none: Transport = () => Promise.reject(new TransportError('BAD_PROXY', false))
    return { dispatcher: undefined, transport: fallbackTransport(none, editors, () => undefined) }
  }
}

const CREDENTIALS: ReadonlySet<string> = new Set(['authorization', 'cookie', 'proxy-authorization'])

function resultFetchOver(transport: Transport): ResultFetch {
  return (url, { headers, signal }) =>
    transport(url, {
      method: 'GET',
      headers: {
        // A compressed body has other lengths and ranges than the file.
        'accept-encoding': 'identity',
        ...Object.fromEntries(Object.entries(headers).filter(([name]) => !CREDENTIALS.has(name.toLowerCase()))),
      },
      signal,
      headersTimeoutMs: RESULT_HEADERS_TIMEOUT_MS,
      bodyTimeoutMs: RESULT_BODY_TIMEOUT_MS,
    })
}
