import { BlockList, isIP } from 'node:net'
import { isLoopback } from '../../core/text/loopback.ts'

/**
 * Networks that a remote service has no reason to name: this computer, private and link-local networks, and multicast.
 * 198.18.0.0/15 is not among them, because proxy software for a whole computer gives such addresses to every host.
 */
const NON_PUBLIC_SUBNETS: readonly (readonly [network: string, prefix: number, family: 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  // Unspecified, loopback, and IPv4-compatible addresses.
  ['::', 96, 'ipv6'],
  // IPv4 inside IPv6: local NAT64, Teredo, and 6to4.
  ['64:ff9b:1::', 48, 'ipv6'],
  ['2001::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  // Unique local, link-local, site-local, and multicast addresses.
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
]

/** Also contains the IPv4-mapped forms of its IPv4 networks. */
const NON_PUBLIC = createBlockList()

function createBlockList(): BlockList {
  const list = new BlockList()
  for (const [network, prefix, family] of NON_PUBLIC_SUBNETS) list.addSubnet(network, prefix, family)
  return list
}

/** Whether an IP address is neither of this computer nor of a private or link-local network. */
export function isPublicAddress(address: string): boolean {
  const [plain = ''] = address.split('%')
  if (isIP(plain) === 4) return !NON_PUBLIC.check(plain, 'ipv4')
  return isIP(plain) === 6 && !NON_PUBLIC.check(plain, 'ipv6') && isPublicInNat64(plain)
}

/** Networks without IPv4 translate 64:ff9b::/96 to the IPv4 address in its last 32 bits (RFC 6052). */
function isPublicInNat64(address: string): boolean {
  const { hostname } = new URL(`http://[${address}]`)
  const groups = /^\[64:ff9b::(?:([\da-f]{1,4}):)?([\da-f]{1,4})?\]$/.exec(hostname)
  if (groups === null) return true
  const [high, low] = [Number.parseInt(groups[1] ?? '0', 16), Number.parseInt(groups[2] ?? '0', 16)]
  return isPublicAddress([high >> 8, high & 255, low >> 8, low & 255].join('.'))
}

/** Whether a host name in the form that `URL` returns may be public: a name can resolve to any address. */
export function mayBePublicHost(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, '')
  return isIP(address) === 0 ? !isLoopback(hostname) : isPublicAddress(address)
}
