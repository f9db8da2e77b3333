/** The editor's `http.*` settings that are used. User settings only, never those of a workspace. */
export interface NetworkSettings {
  /** `http.proxy`, or an empty string. May contain a user name and password: never log it. */
  readonly proxy: string
  /** `http.noProxy`: hosts that are connected to directly. */
  readonly noProxy: readonly string[]
  /** `http.proxyStrictSSL`: whether certificates are verified. */
  readonly strictSsl: boolean
  /** `http.proxySupport` is not `off`. */
  readonly useProxy: boolean
  /** `http.systemCertificates`: whether to trust the operating system's certificates, too. */
  readonly systemCertificates: boolean
  /** `http.proxyAuthorization`: the `Proxy-Authorization` header, or an empty string. Never log it. */
  readonly proxyAuthorization: string
}

export interface Proxies {
  /** For `http:` URLs. An empty string if there is none. */
  readonly httpProxy: string
  /** For `https:` URLs. An empty string if there is none. */
  readonly httpsProxy: string
  /** Comma-separated hosts, or `*`. */
  readonly noProxy: string
}

/** The proxies to use for other computers: from the editor's settings, otherwise from the environment, in the same order as the editor. */
export function proxiesFor(settings: NetworkSettings, environment: NodeJS.ProcessEnv): Proxies {
  if (!settings.useProxy) return { httpProxy: '', httpsProxy: '', noProxy: '*' }
  const read = (name: string) => environment[name.toLowerCase()] || environment[name.toUpperCase()] || ''
  const direct = settings.noProxy.length > 0 ? settings.noProxy : read('no_proxy').split(/[\s,]+/)
  return {
    httpProxy: withScheme(settings.proxy || read('http_proxy')),
    httpsProxy: withScheme(settings.proxy || read('https_proxy') || read('http_proxy')),
    noProxy: direct.includes('*') ? '*' : direct.filter(Boolean).join(','),
  }
}

/** Environment variables often contain a proxy without a scheme. */
function withScheme(proxy: string): string {
  const trimmed = proxy.trim()
  return trimmed === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`
}
