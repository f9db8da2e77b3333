import type { CompareTile } from '../../protocol/compare.ts'
import type { PageReader } from '../shared/pageReader.ts'
import type { FrameTiming } from '../shared/playback/frames.ts'
import { FrameReader } from './frameReader.ts'
import { type Pixels, type Similarity, similarityOf } from './similarity.ts'
import { videoFrame } from './sync.ts'

/** A tile with a video. */
export type PlayableTile = CompareTile & { readonly video: NonNullable<CompareTile['video']> }

export interface MeasureOptions {
  readonly reader: PageReader
  readonly timeline: FrameTiming
  readonly signal: AbortSignal
  readonly onFrame: (similarity: Similarity) => void
}

/** Compares two videos frame by frame, in the size of the first, while the page is idle. Rejects when `signal` aborts. */
export async function measure(first: PlayableTile, second: PlayableTile, options: MeasureOptions): Promise<void> {
  const { timeline, signal, onFrame } = options
  const { width, height } = first.video
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
  const readers = [first, second].map((tile) => new FrameReader(tile, options.reader))
  const [one, two] = [first, second].map(({ video }, index) =>
    readers[index]?.frames(frames.map((frame) => videoFrame(frame, timeline, video))),
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
    for (const reader of readers) reader.dispose()
  }
}

type DrawFrame = (context: OffscreenCanvasRenderingContext2D, x: number, y: number, w: number, h: number) => void

function untilIdle(): Promise<void> {
  return new Promise((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: 100 })
  })
}
