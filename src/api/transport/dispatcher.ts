import type { Dispatcher } from 'undici'
import { trustedCertificates } from './certificates.ts'
import { type NetworkSettings, proxiesFor } from './networkSettings.ts'
import { EnvHttpProxyAgent, Pool } from './undici.ts'

const CONNECT_TIMEOUT_MS = 10_000
/** Longest wait for a proxy to open a tunnel. */
const TUNNEL_TIMEOUT_MS = 15_000

/**
 * Creates the connection pools of this window: through the proxy of the settings or the environment, trusting the
 * certificates of Node and of the operating system. Throws if the proxy URL is not valid or its scheme is not supported.
 * Close the dispatcher when the settings change.
 */
export function createDispatcher(settings: NetworkSettings, environment: NodeJS.ProcessEnv): Dispatcher {
  const ca = trustedCertificates(settings.systemCertificates)
  const tls = {
    timeout: CONNECT_TIMEOUT_MS,
    rejectUnauthorized: settings.strictSsl,
    ...(ca ? { ca } : {}),
  }
  return new EnvHttpProxyAgent({
    ...proxiesFor(settings, environment),
    allowH2: false,
    connect: tls,
    requestTls: tls,
    proxyTls: tls,
    clientFactory: (proxy, options) => new Pool(proxy, { ...options, headersTimeout: TUNNEL_TIMEOUT_MS }),
    ...(settings.proxyAuthorization ? { token: settings.proxyAuthorization } : {}),
  })
}
