const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Whether a host name in the form that `URL` returns is a loopback address. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname)
}
