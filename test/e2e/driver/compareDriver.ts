import type { Locator } from 'playwright-core'
import { waitUntil } from '../../fixtures/waitUntil.ts'
import type { Workbench } from './workbench.ts'

/** What was seen of videos that play together. */
export interface SyncMeasurement {
  /** The most frames between any two videos, at one moment. */
  readonly maxDriftFrames: number
  /** The moments at which all videos played. */
  readonly samples: number
}

/** The visible page of a comparison. */
export class CompareDriver {
  readonly #workbench: Workbench

  constructor(workbench: Workbench) {
    this.#workbench = workbench
  }

  get page(): Locator {
    return this.#workbench.webview().locator('body')
  }

  get videos(): Locator {
    return this.page.locator('.tile:not([hidden]) video')
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  get timeline(): Locator {
    return this.page.getByRole('slider', { name: 'Timeline' })
  }

  /** Waits until `count` videos are shown and have data. */
  async waitForVideos(count: number): Promise<void> {
    await waitUntil(`${count} videos are loaded`, async () => {
      const readStates = (videos: readonly Video[]) => videos.map((it) => it.readyState)
      // The page of the comparison that was shown before can close meanwhile.
      const states = await this.videos.evaluateAll(readStates).catch(() => [])
      return states.length === count && states.every((state) => state >= 2)
    })
    await this.videos.evaluateAll(observePictures)
  }

  async pause(): Promise<void> {
    const button = this.button('Pause')
    if ((await button.count()) > 0) await button.click()
    await this.waitUntilPaused()
  }

  async play(): Promise<void> {
    const button = this.button('Play')
    if ((await button.count()) > 0) await button.click()
    await waitUntil('all videos play', async () => (await this.#pausedCount()) === 0)
  }

  async waitUntilPaused(): Promise<void> {
    await waitUntil('all videos are paused', async () => (await this.#pausedCount()) === (await this.videos.count()))
  }

  /** The parameters below the videos. */
  async captions(): Promise<string[]> {
    const texts = await this.page.locator('.tile:visible dl').allInnerTexts()
    return texts.map((text) => text.replace(/\s+/g, ' ').trim())
  }

  /** Waits until the page names a frame, counted from 1, and the pictures of the videos are those of `frames`. */
  async waitForFrames(number: number, framesPerSecond: number, frames: readonly number[]): Promise<void> {
    await this.page.locator('.position', { hasText: new RegExp(`^\\s*${number} /`) }).waitFor()
    const isShown = async () => (await this.#presentedFrames(framesPerSecond)).join() === frames.join()
    await waitUntil(`the videos show the frames ${frames}`, isShown)
  }

  /** The frames of the pictures that the videos show. */
  #presentedFrames(framesPerSecond: number): Promise<number[]> {
    return this.videos.evaluateAll(
      (videos: readonly Video[], rate) =>
        videos.map(({ dataset, currentTime }) => Math.floor(Number(dataset['presented'] ?? currentTime) * rate + 0.01)),
      framesPerSecond,
    )
  }

  /** The part of the second video that is visible. */
  clipPath(): Promise<string | undefined> {
    return this.videos
      .nth(1)
      .evaluate((video: Styled) => video.ownerDocument.defaultView.getComputedStyle(video).clipPath)
  }

  /** Observes the pictures of all videos for some time while they play. Independent of what the page measures. */
  measureSync(framesPerSecond: number, durationMs: number): Promise<SyncMeasurement> {
    return this.videos.evaluateAll(observeSync, { framesPerSecond, durationMs })
  }

  async #pausedCount(): Promise<number> {
    return this.videos.evaluateAll((videos: readonly Video[]) => videos.filter((it) => it.paused && !it.seeking).length)
  }
}

/** The members of a video element that are read here. Tests are checked without the browser's types. */
interface Video {
  readonly readyState: number
  readonly paused: boolean
  readonly seeking: boolean
  readonly currentTime: number
  readonly dataset: Record<string, string | undefined>
  requestVideoFrameCallback(callback: (now: number, frame: { readonly mediaTime: number }) => void): number
}

interface Styled {
  readonly ownerDocument: {
    readonly defaultView: { getComputedStyle(element: Styled): { readonly clipPath: string } }
  }
}

/** Runs in the page. Writes the time of each picture that the browser shows into a `data-` attribute of its video. */
function observePictures(videos: readonly Video[]): void {
  for (const video of videos) {
    if (video.dataset['observed'] !== undefined) continue
    video.dataset['observed'] = ''
    const present = (_now: number, { mediaTime }: { readonly mediaTime: number }) => {
      video.dataset['presented'] = String(mediaTime)
      video.requestVideoFrameCallback(present)
    }
    video.requestVideoFrameCallback(present)
  }
}

/** Runs in the page. */
async function observeSync(
  videos: readonly Video[],
  { framesPerSecond, durationMs }: { framesPerSecond: number; durationMs: number },
): Promise<SyncMeasurement> {
  const { requestAnimationFrame } = globalThis as unknown as {
    requestAnimationFrame(callback: () => void): void
  }
  const shown: (number | undefined)[] = videos.map(() => undefined)
  const end = performance.now() + durationMs
  videos.forEach((video, index) => {
    const present = (_now: number, { mediaTime }: { readonly mediaTime: number }) => {
      shown[index] = Math.floor(mediaTime * framesPerSecond + 0.01)
      if (performance.now() < end) video.requestVideoFrameCallback(present)
    }
    video.requestVideoFrameCallback(present)
  })
  let maxDriftFrames = 0
  let samples = 0
  return await new Promise((resolve) => {
    const look = () => {
      if (performance.now() >= end) return resolve({ maxDriftFrames, samples })
      const isPlaying = videos.every((it) => !it.paused && !it.seeking)
      // A new round begins: what was shown before a seek says nothing about playing.
      if (!isPlaying) shown.fill(undefined)
      else if (shown.every((frame) => frame !== undefined)) {
        samples++
        maxDriftFrames = Math.max(maxDriftFrames, Math.max(...shown) - Math.min(...shown))
      }
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}
