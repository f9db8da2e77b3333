import * as tls from 'node:tls'

/**
 * The trusted certificate authorities, in PEM format: Node's own, those of `NODE_EXTRA_CA_CERTS`, and, with
 * `includeSystem`, the operating system's. Returns undefined if this Node cannot list them. It then uses its own and
 * `NODE_EXTRA_CA_CERTS`.
 */
export function trustedCertificates(includeSystem: boolean): string[] | undefined {
  // Added in Node 22.15. The types are newer than the oldest host.
  const getCertificates: typeof tls.getCACertificates | undefined = tls.getCACertificates
  if (!getCertificates) return undefined
  const read = (type: Parameters<typeof tls.getCACertificates>[0]) => {
    try {
      return getCertificates(type)
    } catch {
      return []
    }
  }
  const defaults = read('default')
  if (defaults.length === 0) return undefined
  return [...new Set([...defaults, ...read('extra'), ...(includeSystem ? read('system') : [])])]
}
