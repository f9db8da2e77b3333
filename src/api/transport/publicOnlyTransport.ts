import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { NOT_PUBLIC } from './lookup.ts'
import { isPublicAddress } from './publicAddress.ts'
import { type Transport, TransportError } from './transport.ts'

/**
 * A transport that resolves names itself, with a check of the addresses before it. A name that does not resolve here may be
 * known to a proxy, which then makes the connection. The transport may get other addresses than this check; results are
 * requested with `https:`, and a service of the local network has no certificate for the name of another host.
 */
export function publicOnlyTransport(transport: Transport, lookup: LookupFunction): Transport {
  return async (url, request) => {
    if (request.publicOnly) {
      const addresses = await resolve(new URL(url).hostname.replace(/^\[|\]$/g, ''), lookup)
      if (!addresses.every(({ address }) => isPublicAddress(address))) throw new TransportError(NOT_PUBLIC, false)
    }
    return await transport(url, request)
  }
}

/** Returns no address if the name does not resolve. */
function resolve(hostname: string, lookup: LookupFunction): Promise<readonly LookupAddress[]> {
  return new Promise((settle) => {
    lookup(hostname, { all: true }, (error, addresses) => settle(!error && Array.isArray(addresses) ? addresses : []))
  })
}
