import { createHmac, randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { requestedRange } from '../http/range.ts'
import { bytesReply, Refusal, type Reply } from '../http/reply.ts'
import { videoSpec } from '../video/videoSpec.ts'
import type { Video, VideoStore } from '../video/videoStore.ts'
import { type Generation, type Ledger, statusOf } from './ledger.ts'

/** The result files: where a completed generation's video is served. Knows nothing of keys. */
export class Results {
  readonly #ledger: Ledger
  readonly #videos: VideoStore
  readonly #urlMs: number | undefined
  readonly #secret = randomBytes(32)
  /** How often a file was changed under its name, by file id. */
  readonly #changes = new Map<string, number>()

  /** `urlMs`: how long a result URL lives; undefined for ever. */
  constructor(ledger: Ledger, videos: VideoStore, urlMs: number | undefined) {
    this.#ledger = ledger
    this.#videos = videos
    this.#urlMs = urlMs
  }

  /** A URL of the generation's file; a fresh one at every call when URLs expire. */
  url(generation: Generation, origin: string, now: number): string {
    const path = `/files/${generation.fileId}.mp4`
    if (this.#urlMs === undefined) return `${origin}${path}`
    const expires = String(now + this.#urlMs)
    return `${origin}${path}?expires=${expires}&signature=${this.#sign(path, expires)}`
  }

  /** The video as a `data:` URI, for `sync_mode`; undefined while it is being made. */
  dataUri(generation: Generation): Promise<string> | undefined {
    const spec = videoSpec(generation.values, generation.seed)
    const video = this.#videos.get(spec)
    if (this.#videos.has(spec)) {
      return video.then(({ bytes }) => `data:video/mp4;base64,${Buffer.from(bytes).toString('base64')}`)
    }
    // A failure shows at the next call.
    video.catch(() => {})
    return undefined
  }

  /** Makes the next answer for this file another version of it: other bytes, other `ETag`. */
  change(path: string): void {
    this.#changes.set(path, (this.#changes.get(path) ?? 0) + 1)
  }

  /** `GET` or `HEAD /files/<id>.mp4`. */
  async serve(request: IncomingMessage, url: URL, now: number): Promise<Reply> {
    const generation = this.#ledger.byFile(/^\/files\/([0-9a-f]{32})\.mp4$/.exec(url.pathname)?.[1] ?? '')
    if (!generation || statusOf(generation, now) !== 'completed') throw new Refusal(404, 'No such file')
    this.#requireSignature(url, now)
    const { bytes, digest } = await this.#version(generation, url.pathname)
    const etag = `"${digest}"`
    const headers = {
      'content-type': 'video/mp4',
      'accept-ranges': 'bytes',
      etag,
      'last-modified': new Date(generation.endsAt).toUTCString(),
    }
    if (request.headers['if-none-match'] === etag) return bytesReply(304, Buffer.alloc(0), headers)
    const ifRange = request.headers['if-range']
    const range = requestedRange(request.headers.range, ifRange?.toString(), bytes.length, etag)
    if (range === 'whole') return bytesReply(200, bytes, headers)
    if (range === 'outside') {
      return bytesReply(416, Buffer.alloc(0), { etag, 'content-range': `bytes */${bytes.length}` })
    }
    const part = bytes.subarray(range.first, range.last + 1)
    return bytesReply(206, part, { ...headers, 'content-range': `bytes ${range.first}-${range.last}/${bytes.length}` })
  }

  #requireSignature({ pathname, searchParams }: URL, now: number): void {
    if (this.#urlMs === undefined) return
    const expires = searchParams.get('expires') ?? ''
    if (searchParams.get('signature') !== this.#sign(pathname, expires)) throw new Refusal(403, 'Wrong signature')
    if (Number(expires) <= now) throw new Refusal(403, 'Request has expired')
  }

  #sign(path: string, expires: string): string {
    return createHmac('sha256', this.#secret).update(`${path}?${expires}`).digest('base64url')
  }

  async #version(generation: Generation, path: string): Promise<Video> {
    const video = await this.#videos.get(videoSpec(generation.values, generation.seed))
    const changes = this.#changes.get(path) ?? 0
    if (changes === 0) return video
    // A `free` box at the end changes the bytes and the size, and every player skips it.
    const box = Buffer.alloc(16)
    box.writeUInt32BE(16, 0)
    box.write('free', 4)
    box.writeUInt32BE(changes, 8)
    return { bytes: Buffer.concat([video.bytes, box]), digest: `${video.digest}-${changes}` }
  }
}
