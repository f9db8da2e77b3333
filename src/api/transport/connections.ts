import * as dns from 'node:dns'
import type { LookupFunction } from 'node:net'
import type { Log } from '../../core/ports.ts'
import { isLoopback } from '../../core/text/loopback.ts'
import { trustedCertificates } from './certificates.ts'
import { createDispatcher } from './dispatcher.ts'
import { codeOf } from './errorCode.ts'
import { fallbackTransport } from './fallbackTransport.ts'
import { type EditorFetch, fetchTransport } from './fetchTransport.ts'
import { loopbackLookup, NOT_PUBLIC, publicLookup } from './lookup.ts'
import type { NetworkSettings } from './networkSettings.ts'
import { mayBePublicHost } from './publicAddress.ts'
import { publicOnlyTransport } from './publicOnlyTransport.ts'
import { type Transport, TransportError } from './transport.ts'
import { undiciTransport } from './undiciTransport.ts'

export interface ConnectionOptions {
  readonly settings: NetworkSettings
  readonly environment: NodeJS.ProcessEnv
  readonly editorFetch: EditorFetch
  readonly log: Log
  /** Default: that of Node. */
  readonly lookup?: LookupFunction
}

/** The connections for one version of the settings. */
export interface Connections {
  readonly transport: Transport
  /** Closes the connections when the requests in progress end. */
  close(): Promise<void>
  /** Closes the connections immediately. */
  destroy(): Promise<void>
}

const systemLookup: LookupFunction = (hostname, options, callback) => dns.lookup(hostname, options, callback)

/**
 * Opens no connection until the first request. This computer is never connected to through a proxy or the editor's network,
 * which could have one: the proxy would receive the key, and cannot reach the sandbox.
 */
export function openConnections(options: ConnectionOptions): Connections {
  const { settings, lookup = systemLookup } = options
  const certificates = trustedCertificates(settings.systemCertificates)
  const direct = { ...settings, useProxy: false }
  const loopback = createDispatcher(direct, {}, { certificates, lookup: loopbackLookup(lookup) })
  const toThisComputer = undiciTransport(loopback)
  const { dispatchers, transport: toOthers } = connectToOthers(options, lookup, certificates)
  const all = [loopback, ...dispatchers]
  return {
    transport: (url, request) => {
      const { hostname } = new URL(url)
      if (request.publicOnly && !mayBePublicHost(hostname)) return Promise.reject(new TransportError(NOT_PUBLIC, false))
      return isLoopback(hostname) ? toThisComputer(url, request) : toOthers(url, request)
    },
    close: async () => void (await Promise.all(all.map((dispatcher) => dispatcher.close()))),
    destroy: async () => void (await Promise.all(all.map((dispatcher) => dispatcher.destroy()))),
  }
}

function connectToOthers(
  { settings, environment, editorFetch, log }: ConnectionOptions,
  lookup: LookupFunction,
  certificates: string[] | undefined,
) {
  const fallback = publicOnlyTransport(fetchTransport(editorFetch), lookup)
  const onDidFallBack = (code: string) =>
    log.info(`Could not connect (${code}). Using the editor's network from now on.`)
  try {
    const toAny = createDispatcher(settings, environment, { certificates, lookup })
    const toPublic = createDispatcher(settings, environment, { certificates, lookup: publicLookup(lookup) })
    const [sendToAny, sendToPublic] = [undiciTransport(toAny), undiciTransport(toPublic)]
    const own: Transport = (url, request) => (request.publicOnly ? sendToPublic : sendToAny)(url, request)
    return { dispatchers: [toAny, toPublic], transport: fallbackTransport(own, fallback, onDidFallBack) }
  } catch (error) {
    // For example an unsupported proxy scheme. The URL is not logged, because it may contain a password.
    log.warn(`The proxy settings are not supported (${codeOf(error)}). Using the editor's network.`)
    const unavailable: Transport = () => Promise.reject(new TransportError('BAD_PROXY', false))
    return { dispatchers: [], transport: fallbackTransport(unavailable, fallback, () => undefined) }
  }
}
