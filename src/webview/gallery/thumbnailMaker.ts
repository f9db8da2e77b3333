/** Videos that are decoded at the same time. */
const CONCURRENCY = 2
const WIDTH = 320
const QUALITY = 0.75
/** A file that loads no picture in this time has none. */
const TIMEOUT_MS = 15_000
/** After a seek, the longest wait for its frame. */
const FRAME_LIMIT_MS = 500
/** The picture is from the middle of the video: its start is often black. */
const POSITION = 0.4

/** Makes a picture of each video once. The last ones asked for come first, because they are visible. */
export class ThumbnailMaker {
  readonly #onMade: (id: string, jpeg: Blob) => void
  #waiting: { readonly id: string; readonly src: string }[] = []
  readonly #tried = new Set<string>()
  #running = 0

  constructor(onMade: (id: string, jpeg: Blob) => void) {
    this.#onMade = onMade
  }

  /** Makes the pictures of these videos, and no longer of those that were asked for before. */
  request(videos: readonly { readonly id: string; readonly src: string }[]): void {
    this.#waiting = videos.filter(({ id }) => !this.#tried.has(id))
    this.#next()
  }

  #next(): void {
    while (this.#running < CONCURRENCY) {
      const video = this.#waiting.shift()
      if (video === undefined) return
      if (this.#tried.has(video.id)) continue
      this.#tried.add(video.id)
      this.#running++
      drawPicture(video.src)
        .then(
          (jpeg) => this.#onMade(video.id, jpeg),
          // The tile keeps its icon. The preview explains what is wrong with the file.
          () => undefined,
        )
        .finally(() => {
          this.#running--
          this.#next()
        })
    }
  }
}

async function drawPicture(src: string): Promise<Blob> {
  const video = document.createElement('video')
  try {
    video.muted = true
    video.preload = 'auto'
    // Without it, the picture could not be read.
    video.crossOrigin = 'anonymous'
    const isLoaded = nextEvent(video, 'loadeddata')
    video.src = src
    await isLoaded
    const isSeeked = nextEvent(video, 'seeked')
    video.currentTime = Number.isFinite(video.duration) ? video.duration * POSITION : 0.1
    await isSeeked
    await nextFrame(video)
    const { videoWidth, videoHeight } = video
    if (videoWidth === 0 || videoHeight === 0) throw new Error('The video has no picture.')
    const scale = Math.min(1, WIDTH / Math.max(videoWidth, videoHeight))
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(videoWidth * scale)),
      Math.max(1, Math.round(videoHeight * scale)),
    )
    canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
    return await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY })
  } finally {
    video.removeAttribute('src')
    // Frees the decoder at once.
    video.load()
  }
}

/** Waits until the frame of a seek can be drawn. The browser may not report it if it is the one already shown. */
function nextFrame(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    video.requestVideoFrameCallback(() => resolve())
    setTimeout(resolve, FRAME_LIMIT_MS)
  })
}

function nextEvent(video: HTMLVideoElement, name: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const timer = setTimeout(() => reject(new Error('The video does not load.')), TIMEOUT_MS)
  const settle = (done: () => void) => () => {
    clearTimeout(timer)
    done()
  }
  video.addEventListener(name, settle(resolve), { once: true })
  video.addEventListener(
    'error',
    settle(() => reject(new Error('The video cannot be decoded.'))),
    { once: true },
  )
  return promise
}

/** Returns the bytes as Base64. */
export async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
