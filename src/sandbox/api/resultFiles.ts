import { createHmac, randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { HttpError } from '../http/httpError.ts'
import { matchesIfNoneMatch } from '../http/matchesIfNoneMatch.ts'
import { parseRange } from '../http/parseRange.ts'
import { bytesResponse, emptyResponse, type HttpResponse } from '../http/response.ts'
import type { RenderedVideo, VideoCache } from '../video/videoCache.ts'
import { createVideoSpec, type VideoSpec } from '../video/videoSpec.ts'
import type { VideoTiming } from '../video/videoTiming.ts'
import { type Generation, type Ledger, statusOf } from './ledger.ts'

/** Serves the videos of completed generations. Needs no API key, like the API's result host. */
export class ResultFiles {
  readonly #ledger: Ledger
  readonly #videos: VideoCache
  readonly #urlLifetimeMs: number | undefined
  readonly #secret = randomBytes(32)
  /** How often each path changed its version. */
  readonly #versions = new Map<string, number>()

  /** `urlLifetimeMs`: how long a result URL is valid; undefined means forever. */
  constructor(ledger: Ledger, videos: VideoCache, urlLifetimeMs: number | undefined) {
    this.#ledger = ledger
    this.#videos = videos
    this.#urlLifetimeMs = urlLifetimeMs
  }

  /** Returns the URL of the generation's file; a new one for every call if URLs expire. */
  createUrl(generation: Generation, origin: string, now: number): string {
    const path = `/files/${generation.fileId}.mp4`
    if (this.#urlLifetimeMs === undefined) return `${origin}${path}`
    const expires = String(now + this.#urlLifetimeMs)
    return `${origin}${path}?expires=${expires}&signature=${this.#sign(path, expires)}`
  }

  /** Returns the video as a `data:` URI, or undefined (and starts rendering) if it is not rendered yet. */
  getDataUri(generation: Generation): Promise<string> | undefined {
    const spec = specOf(generation)
    const video = this.#videos.get(spec)
    if (this.#videos.has(spec)) {
      return video.then(({ bytes }) => `data:video/mp4;base64,${Buffer.from(bytes).toString('base64')}`)
    }
    // The next call renders again and reports the error.
    video.catch(() => {})
    return undefined
  }

  /** Returns the timing of the video at `path`, or undefined if there is no such file. */
  getTiming(path: string, now: number): VideoTiming | undefined {
    const generation = this.#findCompleted(path, now)
    return generation && specOf(generation)
  }

  /** Replaces the file at `path` by a version with other bytes and another `ETag`. */
  changeVersion(path: string): void {
    this.#versions.set(path, (this.#versions.get(path) ?? 0) + 1)
  }

  /** `GET` or `HEAD /files/<id>.mp4`. `now` is Unix ms. Throws `HttpError` if there is no such file. */
  async serve(request: IncomingMessage, url: URL, now: number): Promise<HttpResponse> {
    const generation = this.#findCompleted(url.pathname, now)
    if (!generation) throw new HttpError(404, 'File not found')
    this.#requireSignature(url, now)
    const { bytes, digest } = await this.#renderVersion(generation, url.pathname)
    const etag = `"${digest}"`
    const headers = {
      'content-type': 'video/mp4',
      'accept-ranges': 'bytes',
      etag,
      'last-modified': new Date(generation.endsAt).toUTCString(),
    }
    if (matchesIfNoneMatch(request.headers['if-none-match'], etag)) return emptyResponse(304, headers)
    const ifRange = request.headers['if-range']
    // RFC 9110, section 14.2: `Range` applies to GET only.
    const rangeHeader = request.method === 'GET' ? request.headers.range : undefined
    const range = parseRange(rangeHeader, ifRange?.toString(), bytes.length, etag)
    if (range === 'whole') return bytesResponse(200, bytes, headers)
    if (range === 'unsatisfiable') return emptyResponse(416, { etag, 'content-range': `bytes */${bytes.length}` })
    const part = bytes.subarray(range.first, range.last + 1)
    const contentRange = `bytes ${range.first}-${range.last}/${bytes.length}`
    return bytesResponse(206, part, { ...headers, 'content-range': contentRange })
  }

  #findCompleted(path: string, now: number): Generation | undefined {
    const fileId = /^\/files\/([0-9a-f]{32})\.mp4$/.exec(path)?.[1] ?? ''
    const generation = this.#ledger.findByFileId(fileId)
    return generation && statusOf(generation, now) === 'completed' ? generation : undefined
  }

  #requireSignature({ pathname, searchParams }: URL, now: number): void {
    if (this.#urlLifetimeMs === undefined) return
    const expires = searchParams.get('expires') ?? ''
    if (searchParams.get('signature') !== this.#sign(pathname, expires)) throw new HttpError(403, 'Invalid signature')
    if (Number(expires) <= now) throw new HttpError(403, 'Request has expired')
  }

  #sign(path: string, expires: string): string {
    return createHmac('sha256', this.#secret).update(`${path}?${expires}`).digest('base64url')
  }

  async #renderVersion(generation: Generation, path: string): Promise<RenderedVideo> {
    const video = await this.#videos.get(specOf(generation))
    const version = this.#versions.get(path) ?? 0
    if (version === 0) return video
    // A `free` box at the end changes the bytes and the size. Players ignore it.
    const box = Buffer.alloc(16)
    box.writeUInt32BE(16, 0)
    box.write('free', 4)
    box.writeUInt32BE(version, 8)
    return { bytes: Buffer.concat([video.bytes, box]), digest: `${video.digest}-${version}` }
  }
}

function specOf({ values, seed, inputTiming }: Generation): VideoSpec {
  return createVideoSpec(values, seed, inputTiming)
}
