import { once } from 'node:events'
import * as http from 'node:http'
import type { AddressInfo } from 'node:net'
import * as net from 'node:net'

/** A server on a free port of this machine; `stop` drops its connections too. */
export interface TestServer {
  readonly port: number
  readonly origin: string
  stop(): Promise<void>
}

export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

/** Listens with any server and keeps account of its connections. */
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

/** Answers whole requests, noting each. */
export async function httpServer(
  answer: (request: Received, response: http.ServerResponse) => void,
): Promise<TestServer & { readonly received: Received[] }> {
  const received: Received[] = []
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer)
    } catch {
      return
    }
    const whole = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    }
    received.push(whole)
    answer(whole, response)
  })
  return { ...(await listen(server)), received }
}

/** Speaks bytes: `answer` is called once a whole request came in, with its text and the socket. */
export async function rawServer(
  answer: (socket: net.Socket, text: string) => void,
): Promise<TestServer & { readonly requests: string[] }> {
  const requests: string[] = []
  const server = net.createServer((socket) => {
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const head = text.indexOf('\r\n\r\n')
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0)
      if (head < 0 || text.length < head + 4 + length) return
      const whole = text
      text = ''
      requests.push(whole)
      answer(socket, whole)
    })
  })
  return { ...(await listen(server)), requests }
}

/** A proxy for `CONNECT` that notes what it was asked; `judge` may refuse with a status or hang up with 0. */
export async function connectProxy(
  judge: (target: string) => number,
): Promise<TestServer & { readonly tunnels: string[]; readonly others: string[] }> {
  const tunnels: string[] = []
  const others: string[] = []
  const server = http.createServer((request, response) => {
    others.push(`${request.method} ${request.url}`)
    response.writeHead(502).end()
  })
  server.on('connect', (request: http.IncomingMessage, socket: net.Socket) => {
    const target = request.url ?? ''
    tunnels.push(target)
    const status = judge(target)
    if (status === 0) return socket.destroy()
    if (status < 0) return undefined
    if (status !== 200) return socket.end(`HTTP/1.1 ${status} No\r\n\r\n`)
    const upstream = net.connect(Number(target.split(':').at(-1)), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      upstream.pipe(socket)
      socket.pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
    return undefined
  })
  return { ...(await listen(server)), tunnels, others }
}
