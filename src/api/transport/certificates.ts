import * as tls from 'node:tls'

/**
 * The certificate authorities to trust, as PEM: Node's own, those of `NODE_EXTRA_CA_CERTS`, and the operating system's.
 * Undefined where this Node cannot list them: it then uses its own and `NODE_EXTRA_CA_CERTS`.
 */
export function trustedCertificates(withSystem: boolean): string[] | undefined {
  // Node 22.15 has it; types of a newer Node than the host's say that it is always there.
  const list: typeof tls.getCACertificates | undefined = tls.getCACertificates
  if (!list) return undefined
  const read = (type: Parameters<typeof tls.getCACertificates>[0]) => {
    try {
      return list(type)
    } catch {
      return []
    }
  }
  const defaults = read('default')
  if (defaults.length === 0) return undefined
  return [...new Set([...defaults, ...read('extra'), ...(withSystem ? read('system') : [])])]
}
