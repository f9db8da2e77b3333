import type { Locator } from 'playwright-core'
import { frameNumberPixels, readFrameNumber } from '../../fixtures/frameNumber.ts'
import type { Workbench } from './workbench.ts'

/** The browser's types that are used here. Tests are checked without them. */
interface Canvas {
  width: number
  height: number
  getContext(type: '2d'): {
    drawImage(video: Video, x: number, y: number): void
    getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray }
  }
}
interface Video {
  readonly videoWidth: number
  readonly videoHeight: number
  readonly paused: boolean
  readonly playbackRate: number
  readonly ownerDocument: { createElement(name: 'canvas'): Canvas }
  requestVideoFrameCallback(callback: (now: number, metadata: { readonly mediaTime: number }) => void): void
}

/** The player of the visible preview. */
export class PlayerDriver {
  readonly #workbench: Workbench

  constructor(workbench: Workbench) {
    this.#workbench = workbench
  }

  get body(): Locator {
    return this.#workbench.webview().locator('body')
  }

  get video(): Locator {
    return this.body.locator('.stage video')
  }

  button(name: string): Locator {
    return this.body.getByRole('button', { name, exact: true })
  }

  /** Waits until the file was read and the video can be used, and pauses it. The page has the focus then. */
  async pause(): Promise<void> {
    await this.body.locator('dt', { hasText: 'Bit rate' }).waitFor()
    await this.button('Pause').click()
    await this.button('Play').waitFor()
    await this.body.locator('.timeline-track').focus()
  }

  /** The frame that the page says it shows, counted from 0. */
  async frame(): Promise<number> {
    return Number(await this.body.locator('.frame-number').textContent()) - 1
  }

  /** The frame number in the picture of the sandbox, counted from 0; NaN if there is none. */
  async drawnFrame(): Promise<number> {
    const { width, height } = await this.video.evaluate((video: Video) => ({
      width: video.videoWidth,
      height: video.videoHeight,
    }))
    const brightness = await this.video.evaluate(
      (video: Video, points) => {
        const canvas = video.ownerDocument.createElement('canvas')
        canvas.width = video.videoWidth
        canvas.height = video.videoHeight
        const context = canvas.getContext('2d')
        context.drawImage(video, 0, 0)
        return points.map(([x, y]) => context.getImageData(x, y, 1, 1).data[0] ?? 0)
      },
      frameNumberPixels(width, height),
    )
    return readFrameNumber(brightness)
  }

  /** All pixels of the picture, as a checksum. */
  async checksum(): Promise<number> {
    return this.video.evaluate((video: Video) => {
      const canvas = video.ownerDocument.createElement('canvas')
      canvas.width = video.videoWidth
      canvas.height = video.videoHeight
      const context = canvas.getContext('2d')
      context.drawImage(video, 0, 0)
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
      return data.reduce((sum, value) => (sum * 31 + value) % 1_000_000_007, 7)
    })
  }

  /** The frames that are presented within a time, in this order. */
  async framesPresented(durationMs: number, framesPerSecond: number): Promise<number[]> {
    const seconds = await this.video.evaluate(async (video: Video, limitMs) => {
      const found: number[] = []
      let isOver = false
      const record = (_now: number, { mediaTime }: { readonly mediaTime: number }) => {
        found.push(mediaTime)
        if (!isOver) video.requestVideoFrameCallback(record)
      }
      video.requestVideoFrameCallback(record)
      await new Promise((resolve) => setTimeout(resolve, limitMs))
      isOver = true
      return found
    }, durationMs)
    return seconds.map((time) => Math.floor(time * framesPerSecond + 0.01))
  }
}
