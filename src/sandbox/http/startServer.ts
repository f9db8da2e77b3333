import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RunningServer {
  readonly origin: string
  /** Stops listening and closes all connections. */
  close(): Promise<void>
}

/** Starts an HTTP server on 127.0.0.1. Rejects with the system error, for example `EADDRINUSE`. */
export async function startServer(port: number, onRequest: RequestListener): Promise<RunningServer> {
  const server = createServer(onRequest)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host: '127.0.0.1' }, resolve)
  })
  const address = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
