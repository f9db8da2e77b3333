/** What the editor's `http.*` settings say, as far as it matters to us. Only the person's own settings, never a workspace's. */
export interface NetworkSettings {
  /** `http.proxy`; empty when unset. May hold a name and a password: never logged. */
  readonly proxy: string
  /** `http.noProxy`: hosts that are reached directly. */
  readonly noProxy: readonly string[]
  /** `http.proxyStrictSSL`: whether certificates are checked. */
  readonly strictSsl: boolean
  /** `http.proxySupport` is not `off`. */
  readonly useProxy: boolean
  /** `http.systemCertificates`: whether the operating system's certificates are trusted too. */
  readonly systemCertificates: boolean
  /** `http.proxyAuthorization`: the `Proxy-Authorization` header; empty when unset. Never logged. */
  readonly proxyAuthorization: string
}

export interface Proxies {
  /** For `http:` addresses; empty for none. */
  readonly httpProxy: string
  /** For `https:` addresses; empty for none. */
  readonly httpsProxy: string
  /** Comma-separated hosts, or `*`. */
  readonly noProxy: string
}

/** No proxy can reach this machine's own loopback for us, and the sandbox lives there. */
const NEVER_PROXIED = ['localhost', '127.0.0.1', '[::1]'] as const

/** The proxies in force: the editor's settings, then the environment's, as the editor itself has it. */
export function proxiesFor(settings: NetworkSettings, environment: NodeJS.ProcessEnv): Proxies {
  if (!settings.useProxy) return { httpProxy: '', httpsProxy: '', noProxy: '*' }
  const read = (name: string) => environment[name.toLowerCase()] || environment[name.toUpperCase()] || ''
  const excepted = settings.noProxy.length > 0 ? settings.noProxy : read('no_proxy').split(/[\s,]+/)
  return {
    httpProxy: withScheme(settings.proxy || read('http_proxy')),
    httpsProxy: withScheme(settings.proxy || read('https_proxy') || read('http_proxy')),
    noProxy: excepted.includes('*') ? '*' : [...excepted.filter(Boolean), ...NEVER_PROXIED].join(','),
  }
}

/** Environments often name a proxy without a scheme. */
function withScheme(proxy: string): string {
  const trimmed = proxy.trim()
  return trimmed === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`
}
