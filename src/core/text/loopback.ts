const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Whether `hostname`, as `URL` gives it, is this machine. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname)
}
