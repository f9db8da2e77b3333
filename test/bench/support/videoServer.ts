import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const BLOCK_BYTES = 1_000_000

/** Serves one video of a given size over HTTP, as fast as its caller wants. */
export class VideoServer {
  readonly origin: string
  readonly #server: Server
  readonly #sizeBytes: number
  readonly #requested = Promise.withResolvers<void>()
  /** Of the last request: a download that was interrupted starts again. */
  #response: ServerResponse | undefined
  #sentBytes = 0

  static async start(sizeBytes: number): Promise<VideoServer> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new VideoServer(server, sizeBytes)
  }

  private constructor(server: Server, sizeBytes: number) {
    this.#server = server
    this.#sizeBytes = sizeBytes
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    server.on('request', (request, response: ServerResponse) => {
      if (request.url !== '/v.mp4') return response.writeHead(404).end()
      response.writeHead(200, { 'content-length': sizeBytes, 'content-type': 'video/mp4', etag: '"1"' })
      response.flushHeaders()
      this.#response = response
      this.#sentBytes = 0
      return this.#requested.resolve()
    })
  }

  get url(): string {
    return `${this.origin}/v.mp4`
  }

  /** Resolves when the download has been requested. */
  async waitForRequest(): Promise<void> {
    await this.#requested.promise
  }

  /** Sends the next bytes, and the end of the video with its last bytes. */
  async send(bytes: number): Promise<void> {
    await this.#requested.promise
    const response = this.#response
    if (response === undefined || response.destroyed) return
    const block = Buffer.alloc(Math.min(bytes, this.#sizeBytes - this.#sentBytes))
    if (this.#sentBytes === 0) writeBoxes(block, this.#sizeBytes)
    this.#sentBytes += block.length
    if (!response.write(block)) await drained(response)
    if (this.#sentBytes === this.#sizeBytes) response.end()
  }

  async sendAll(): Promise<void> {
    while (this.#sentBytes < this.#sizeBytes) await this.send(BLOCK_BYTES)
  }

  /** Sends the rest evenly over `durationMs`. */
  async sendOver(durationMs: number, intervalMs = 100): Promise<void> {
    const bytes = Math.ceil((this.#sizeBytes - this.#sentBytes) / (durationMs / intervalMs))
    while (this.#sentBytes < this.#sizeBytes) {
      await this.send(bytes)
      await new Promise((resolve) => setTimeout(resolve, intervalMs))
    }
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}

/** Resolves when more can be written, or when nobody reads any more. */
async function drained(response: ServerResponse): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const events = ['drain', 'close'] as const
  for (const event of events) response.on(event, resolve)
  await promise
  for (const event of events) response.off(event, resolve)
}

/** The boxes of an MP4 file: a file type, an empty movie, and media data to the end. */
function writeBoxes(block: Buffer, sizeBytes: number): void {
  const ftyp = Buffer.from('\0\0\0\x14ftypisom\0\0\0\0isom', 'latin1')
  const moov = Buffer.from('\0\0\0\x08moov', 'latin1')
  const mdat = Buffer.from('\0\0\0\0mdat', 'latin1')
  mdat.writeUInt32BE(sizeBytes - ftyp.length - moov.length)
  Buffer.concat([ftyp, moov, mdat]).copy(block)
}
