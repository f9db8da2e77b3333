/** Names that are reserved for this computer (RFC 6761), 127.0.0.0/8, and ::1, also as an IPv4-mapped address. */
const LOOPBACK = /^((.+\.)?localhost\.?|127(\.\d{1,3}){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/

/** Whether a host name in the form that `URL` returns is this computer. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname)
}

/** Whether an origin is on this computer. False if it is not a URL. */
export function isLoopbackOrigin(origin: string): boolean {
  return URL.canParse(origin) && isLoopback(new URL(origin).hostname)
}
