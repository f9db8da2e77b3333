import type { LookupFunction } from 'node:net'
import type { Dispatcher } from 'undici'
import { trustedCertificates } from './certificates.ts'
import { type NetworkSettings, proxiesFor } from './networkSettings.ts'
import { EnvHttpProxyAgent, Pool } from './undici.ts'

const CONNECT_TIMEOUT_MS = 10_000
/** Longest wait for a proxy to open a tunnel. */
const TUNNEL_TIMEOUT_MS = 15_000

export interface DispatcherOptions {
  /** Resolves the hosts of connections without a proxy. A proxy resolves names itself. */
  readonly lookup?: LookupFunction
  /** In PEM format. By default those of Node and, depending on the settings, of the operating system. */
  readonly certificates?: string[] | undefined
}

/**
 * Creates the connection pools of this window, through the proxy of the settings or the environment. Throws if the proxy URL
 * is not valid or its scheme is not supported. Close the dispatcher when the settings change.
 */
export function createDispatcher(
  settings: NetworkSettings,
  environment: NodeJS.ProcessEnv,
  { lookup, certificates }: DispatcherOptions = {},
): Dispatcher {
  const ca = certificates ?? trustedCertificates(settings.systemCertificates)
  const tls = {
    timeout: CONNECT_TIMEOUT_MS,
    rejectUnauthorized: settings.strictSsl,
    ...(ca ? { ca } : {}),
  }
  return new EnvHttpProxyAgent({
    ...proxiesFor(settings, environment),
    allowH2: false,
    connect: { ...tls, ...(lookup ? { lookup } : {}) },
    requestTls: tls,
    proxyTls: tls,
    clientFactory: (proxy, options) => new Pool(proxy, { ...options, headersTimeout: TUNNEL_TIMEOUT_MS }),
    ...(settings.proxyAuthorization ? { token: settings.proxyAuthorization } : {}),
  })
}
