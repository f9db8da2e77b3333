import type { FrameTiming } from '../shared/playback/frames.ts'
import type { FrameReader } from './frameReader.ts'
import { type Pixels, type Similarity, similarityOf } from './similarity.ts'
import { videoFrame } from './sync.ts'

export interface MeasuredVideo {
  readonly reader: FrameReader
  readonly timing: FrameTiming
}

export interface MeasureOptions {
  readonly timeline: FrameTiming
  /** The size at which the pictures are compared. */
  readonly width: number
  readonly height: number
  readonly signal: AbortSignal
  readonly onFrame: (similarity: Similarity) => void
}

/** Compares two videos frame by frame, while the page is idle. Rejects when `signal` aborts. */
export async function measure(first: MeasuredVideo, second: MeasuredVideo, options: MeasureOptions): Promise<void> {
  const { timeline, width, height, signal, onFrame } = options
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('No canvas.')
  const frames = Array.from({ length: timeline.frames }, (_, frame) => frame)
  const pixels = async (frame: AsyncIterator<{ draw: DrawFrame; close(): void }>): Promise<Pixels> => {
    const { value } = await frame.next()
    if (value === undefined) throw new Error('A frame cannot be decoded.')
    try {
      value.draw(context, 0, 0, width, height)
      return context.getImageData(0, 0, width, height)
    } finally {
      value.close()
    }
  }
  const [one, two] = [first, second].map(({ reader, timing }) =>
    reader.frames(frames.map((frame) => videoFrame(frame, timeline, timing))),
  )
  if (one === undefined || two === undefined) return
  try {
    for (let frame = 0; frame < timeline.frames; frame++) {
      signal.throwIfAborted()
      onFrame(similarityOf(await pixels(one), await pixels(two)))
      await untilIdle()
    }
  } finally {
    await Promise.all([one.return(undefined), two.return(undefined)])
  }
}

type DrawFrame = (context: OffscreenCanvasRenderingContext2D, x: number, y: number, w: number, h: number) => void

function untilIdle(): Promise<void> {
  return new Promise((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: 100 })
  })
}
