import { connect } from 'node:net'

const TIMEOUT_MS = 5000

/** Returns false if the port of an HTTP origin refuses connections. Other errors say nothing about its service. */
export function isListening(origin: string): Promise<boolean> {
  const { hostname, port, protocol } = new URL(origin)
  const defaultPort = protocol === 'https:' ? 443 : 80
  const host = hostname.replace(/^\[|\]$/g, '')
  return new Promise((resolve) => {
    const socket = connect({ host, port: port === '' ? defaultPort : Number(port), timeout: TIMEOUT_MS })
    const settle = (isOpen: boolean) => {
      socket.destroy()
      resolve(isOpen)
    }
    socket.once('connect', () => settle(true))
    socket.once('timeout', () => settle(true))
    socket.once('error', (error: NodeJS.ErrnoException) => settle(error.code !== 'ECONNREFUSED'))
  })
}
