import type { Dispatcher } from 'undici'
import connect from 'undici/lib/api/api-connect.js'
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js'
import Pool from 'undici/lib/dispatcher/pool.js'
import { trustedCertificates } from './certificates.ts'
import { type NetworkSettings, proxiesFor } from './networkSettings.ts'
import { TransportError } from './transport.ts'

const CONNECT_TIMEOUT_MS = 10_000
const PROXY_TIMEOUT_MS = 15_000

/**
 * The connections of this window: through the proxy of the settings or the environment, trusting the certificates of
 * Node and of the operating system. Throws for a proxy address that cannot be used. Close it when the settings change.
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
    clientFactory: proxyPool,
    ...(settings.proxyAuthorization ? { token: settings.proxyAuthorization } : {}),
  })
}

/**
 * The connections to a proxy. undici opens a tunnel again and again for as long as the proxy hangs up on it, because it
 * takes that error for one of an idle connection; here it is an error like any other.
 */
function proxyPool(origin: URL, options: object): Dispatcher {
  const pool = new Pool(origin, { ...options, headersTimeout: PROXY_TIMEOUT_MS })
  const openTunnel = async (tunnelOptions: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> => {
    const tunnel = await connect.call(pool, tunnelOptions).catch((error: unknown) => {
      throw (error as { code?: unknown }).code === 'UND_ERR_SOCKET' ? new TransportError('PROXY_CLOSED', false) : error
    })
    if (tunnel.statusCode === 200) return tunnel
    tunnel.socket.on('error', () => undefined).destroy()
    throw new TransportError(`PROXY_${tunnel.statusCode}`, false)
  }
  return Object.assign(pool, { connect: openTunnel })
}
