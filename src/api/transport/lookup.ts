import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isLoopback } from '../../core/text/loopback.ts'
import { isPublicAddress } from './publicAddress.ts'

/** The code of an error for a host that has no public address. */
export const NOT_PUBLIC = 'NOT_PUBLIC'

/**
 * Resolves only to public addresses. Fails with `NOT_PUBLIC` if there is none. The connection is made to one of the checked
 * addresses, so that a name that resolves to another address the next time does not matter.
 */
export function publicLookup(lookup: LookupFunction): LookupFunction {
  return filteredLookup(lookup, ({ address }) => isPublicAddress(address), [])
}

const LOOPBACK_ADDRESSES: readonly LookupAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
]

/** Resolves the names of this computer only to its loopback addresses, whatever the name server says. */
export function loopbackLookup(lookup: LookupFunction): LookupFunction {
  const isOwn = ({ address, family }: LookupAddress) => isLoopback(family === 6 ? `[${address}]` : address)
  return filteredLookup(lookup, isOwn, LOOPBACK_ADDRESSES)
}

/** `fallback` takes the place of no address. */
function filteredLookup(
  lookup: LookupFunction,
  accepts: (address: LookupAddress) => boolean,
  fallback: readonly LookupAddress[],
): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const accepted = Array.isArray(found) ? found.filter(accepts) : []
      const addresses = accepted.length > 0 ? accepted : fallback
      const [first] = addresses
      if (first === undefined) callback(error ?? notPublicError(hostname), '', 0)
      else if (options.all) callback(null, [...addresses])
      else callback(null, first.address, first.family)
    })
  }
}

function notPublicError(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${hostname} has no public address`), { code: NOT_PUBLIC })
}
