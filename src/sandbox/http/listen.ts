import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Listener {
  readonly origin: string
  close(): Promise<void>
}

/** Listens on 127.0.0.1. Rejects with the system's error, as `EADDRINUSE`. */
export async function listen(port: number, answer: RequestListener): Promise<Listener> {
  const server = createServer(answer)
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen({ port, host: '127.0.0.1' }, done)
  })
  const { port: actual } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${actual}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
