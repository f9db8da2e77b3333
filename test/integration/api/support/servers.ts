import { once } from 'node:events'
import * as http from 'node:http'
import type { AddressInfo } from 'node:net'
import * as net from 'node:net'

/** A server on a free port of this computer. */
export interface TestServer {
  readonly port: number
  readonly origin: string
  /** Closes the server and its connections. */
  stop(): Promise<void>
}

export interface ReceivedRequest {
  readonly method: string
  readonly url: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

/** Starts a server of any kind. */
export async function listen(server: net.Server, scheme = 'http'): Promise<TestServer> {
  const sockets = new Set<net.Socket>()
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    origin: `${scheme}://127.0.0.1:${port}`,
    async stop() {
      for (const socket of sockets) socket.destroy()
      if (!server.listening) return
      server.close()
      await once(server, 'close')
    },
  }
}

/** Starts an HTTP server that records its requests. */
export async function httpServer(
  respond: (request: ReceivedRequest, response: http.ServerResponse) => void,
): Promise<TestServer & { readonly requests: ReceivedRequest[] }> {
  const requests: ReceivedRequest[] = []
  const server = http.createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of incoming) chunks.push(chunk as Buffer)
    } catch {
      return
    }
    const request = {
      method: incoming.method ?? '',
      url: incoming.url ?? '',
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString(),
    }
    requests.push(request)
    respond(request, response)
  })
  return { ...(await listen(server)), requests }
}

/** Starts a TCP server that records its HTTP requests. `respond` is called after each complete request. */
export async function rawServer(
  respond: (socket: net.Socket, request: string) => void,
): Promise<TestServer & { readonly requests: string[] }> {
  const requests: string[] = []
  const server = net.createServer((socket) => {
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const headEnd = text.indexOf('\r\n\r\n')
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0)
      if (headEnd < 0 || text.length < headEnd + 4 + length) return
      const request = text
      text = ''
      requests.push(request)
      respond(socket, request)
    })
  })
  return { ...(await listen(server)), requests }
}

export type TunnelResponse = number | 'close' | 'none'

/** Starts a proxy for `CONNECT`. `respond` returns the status of the response; 200 opens the tunnel. */
export async function connectProxy(
  respond: (target: string) => TunnelResponse = () => 200,
): Promise<TestServer & { readonly tunnels: string[]; readonly otherRequests: string[] }> {
  const tunnels: string[] = []
  const otherRequests: string[] = []
  const server = http.createServer((request, response) => {
    otherRequests.push(`${request.method} ${request.url}`)
    response.writeHead(502).end()
  })
  server.on('connect', (request: http.IncomingMessage, socket: net.Socket) => {
    const target = request.url ?? ''
    tunnels.push(target)
    const status = respond(target)
    if (status === 'close') socket.destroy()
    else if (status === 200) openTunnel(target, socket)
    else if (status !== 'none') socket.end(`HTTP/1.1 ${status} No\r\n\r\n`)
  })
  return { ...(await listen(server)), tunnels, otherRequests }
}

/** Host names are resolved to this computer. */
function openTunnel(target: string, socket: net.Socket): void {
  const upstream = net.connect(Number(target.split(':').at(-1)), '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    upstream.pipe(socket)
    socket.pipe(upstream)
  })
  upstream.on('error', () => socket.destroy())
  socket.on('error', () => upstream.destroy())
}
