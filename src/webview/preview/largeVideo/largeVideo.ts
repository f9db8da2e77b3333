import type { PictureGroup, PictureGroups } from './pictureGroups.ts'

/** What is read ahead while the video plays. */
const AHEAD_SECONDS = 4
/** The next frame of a paused video, so that a step shows it at once. */
const PAUSED_AHEAD_SECONDS = 0.1
/** What the element keeps, unless one group needs more. Browsers limit it to 150 MB. */
const MAX_KEPT_BYTES = 64_000_000
/** What is read ahead at most, besides the group at the position and the next one. */
const MAX_AHEAD_BYTES = 24_000_000
/** A time before the end that is in the last frame. */
const END_SECONDS = 0.001

type KeptGroup = PictureGroup & { readonly sizeBytes: number }

/** Feeds a video element with the parts of a file that it needs: those at its position. */
export class LargeVideo {
  readonly #video: HTMLVideoElement
  readonly #open: () => Promise<PictureGroups>
  readonly #onFailed: (error: unknown) => void
  readonly #media = new MediaSource()
  readonly #url = URL.createObjectURL(this.#media)
  #groups: PictureGroups | undefined
  #buffer: SourceBuffer | undefined
  /** What was appended and not removed, by the time of the first frame. */
  readonly #kept = new Map<number, KeptGroup>()
  #filling: Promise<void> | undefined
  #isDisposed = false

  /** `onFailed` is called at most once: the file cannot be played in parts. */
  constructor(video: HTMLVideoElement, open: () => Promise<PictureGroups>, onFailed: (error: unknown) => void) {
    this.#video = video
    this.#open = open
    this.#onFailed = onFailed
    this.#media.addEventListener('sourceopen', () => void this.#start(), { once: true })
    for (const type of EVENTS) video.addEventListener(type, this.#fill)
    video.src = this.#url
  }

  dispose(): void {
    this.#isDisposed = true
    for (const type of EVENTS) this.#video.removeEventListener(type, this.#fill)
    URL.revokeObjectURL(this.#url)
  }

  async #start(): Promise<void> {
    try {
      const groups = await this.#open()
      if (this.#isDisposed) return
      this.#media.duration = groups.durationSeconds
      this.#buffer = this.#media.addSourceBuffer(groups.mediaType)
      this.#groups = groups
      this.#fill()
    } catch (error) {
      this.#fail(error)
    }
  }

  readonly #fill = (): void => {
    if (this.#groups === undefined || this.#buffer === undefined) return
    this.#filling ??= this.#fillWith(this.#groups, this.#buffer)
      .catch((error) => this.#fail(error))
      .finally(() => {
        this.#filling = undefined
      })
  }

  #fail(error: unknown): void {
    if (this.#isDisposed) return
    this.dispose()
    this.#onFailed(error)
  }

  async #fillWith(groups: PictureGroups, buffer: SourceBuffer): Promise<void> {
    for (;;) {
      const missing = await this.#firstMissing(groups)
      if (this.#isDisposed) return
      if (missing === undefined) return this.#end()
      const bytes = await groups.read(missing)
      if (this.#isDisposed) return
      await this.#makeRoom(buffer, missing, bytes.byteLength)
      await update(buffer, () => buffer.appendBuffer(bytes))
      this.#kept.set(missing.startSeconds, { ...missing, sizeBytes: bytes.byteLength })
      this.#seekAgain(missing)
    }
  }

  /** Tells the element that nothing follows the last group, so that it repeats or stops there. Each change undoes that. */
  #end(): void {
    const hasLast = [...this.#kept.values()].some(({ nextKey }) => nextKey === undefined)
    if (hasLast && this.#media.readyState === 'open') this.#media.endOfStream()
  }

  /** If the frames just before the next group are missing, browsers end a seek to them with the first frame of that group. */
  #seekAgain({ startSeconds, endSeconds }: PictureGroup): void {
    const { currentTime } = this.#video
    if (currentTime > 0 && currentTime >= startSeconds && currentTime < endSeconds)
      this.#video.currentTime = currentTime
  }

  /** The first group that the element needs now and does not have. */
  async #firstMissing(groups: PictureGroups): Promise<PictureGroup | undefined> {
    const { paused, playbackRate } = this.#video
    const now = this.#position(groups)
    const until = now + (paused ? PAUSED_AHEAD_SECONDS : AHEAD_SECONDS * Math.max(1, playbackRate))
    const first = await groups.find(now)
    let aheadBytes = 0
    for (let group: PictureGroup | undefined = first; group; group = await groups.next(group)) {
      const kept = this.#kept.get(group.startSeconds)
      if (kept === undefined) return group
      if (group !== first) aheadBytes += kept.sizeBytes
      if (group.endSeconds > until || aheadBytes >= MAX_AHEAD_BYTES) return undefined
    }
    return undefined
  }

  /** Removes groups that are not between the position and `missing`, the farthest one first. */
  async #makeRoom(buffer: SourceBuffer, missing: PictureGroup, neededBytes: number): Promise<void> {
    const { currentTime } = this.#video
    const kept = [...this.#kept.values()]
    const distance = ({ startSeconds }: KeptGroup) => Math.abs(startSeconds - currentTime)
    const unneeded = kept
      .filter(({ startSeconds, endSeconds }) => endSeconds <= currentTime || startSeconds > missing.startSeconds)
      .sort((a, b) => distance(b) - distance(a))
    let totalBytes = kept.reduce((sum, { sizeBytes }) => sum + sizeBytes, neededBytes)
    for (const { startSeconds, endSeconds, sizeBytes } of unneeded) {
      if (totalBytes <= MAX_KEPT_BYTES) return
      this.#kept.delete(startSeconds)
      await update(buffer, () => buffer.remove(startSeconds, endSeconds))
      totalBytes -= sizeBytes
    }
  }

  /** At the end of the video, that of the last frame. */
  #position({ durationSeconds }: PictureGroups): number {
    return Math.min(this.#video.currentTime, durationSeconds - END_SECONDS)
  }
}

const EVENTS = ['seeking', 'timeupdate', 'play', 'ratechange'] as const

/** Runs a change of a buffer until it is done. */
function update(buffer: SourceBuffer, change: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = new AbortController()
    const finish = (error?: Error) => {
      done.abort()
      if (error) reject(error)
      else resolve()
    }
    buffer.addEventListener('error', () => finish(new Error('The video cannot be decoded.')), { signal: done.signal })
    buffer.addEventListener('updateend', () => finish(), { signal: done.signal })
    change()
  })
}
