import {
  BufferTarget,
  CanvasSource,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output,
  Quality,
  type VideoSample,
} from 'mediabunny'
import type { CompareExportFormat, CompareTile, CompareView } from '../../protocol/compare.ts'
import type { PageReader } from '../shared/pageReader.ts'
import { ExportCanvas, type Overlay } from './exportCanvas.ts'
import { type ExportedTile, planSheet, planVideo, SHEET_FRAMES, sheetFrames } from './exportPlan.ts'
import { FrameReader } from './frameReader.ts'
import { timelineOf, videoFrame } from './sync.ts'
import { nameOf } from './tileView.ts'

export interface ExportOptions extends Overlay {
  readonly reader: PageReader
  readonly signal: AbortSignal
  readonly onProgress: (share: number) => void
}

interface ExportVideo extends ExportedTile {
  readonly reader: FrameReader
  readonly timing: NonNullable<CompareTile['video']>
}

/** Makes the file of "Export Comparison" from the videos of a view. Rejects when `signal` aborts. */
export async function makeExport(
  format: CompareExportFormat,
  { tiles, strings }: CompareView,
  options: ExportOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const videos = tiles.flatMap((tile, index): ExportVideo[] => {
    const { video } = tile
    if (video === undefined) return []
    const label = nameOf(tile, index)
    return [{ label, reader: new FrameReader({ ...tile, video }, options.reader), timing: video, ...sizeOf(video) }]
  })
  try {
    if (videos.length === 0) throw new Error(strings.fewerVideos)
    return format === 'png' ? await makeSheet(videos, options) : await makeVideo(videos, options, strings)
  } finally {
    for (const { reader } of videos) reader.dispose()
  }
}

function sizeOf({ width, height }: NonNullable<CompareTile['video']>): { width: number; height: number } {
  return { width: Math.max(1, width), height: Math.max(1, height) }
}

/** H.264 wherever the editor can encode it. */
async function makeVideo(
  videos: readonly ExportVideo[],
  options: ExportOptions,
  strings: CompareView['strings'],
): Promise<Uint8Array<ArrayBuffer>> {
  const plan = planVideo(videos, options.layout)
  const { width, height } = plan
  const codec = await getFirstEncodableVideoCodec(['avc', 'vp9', 'av1'], { width, height })
  if (codec === null) throw new Error(strings.exportUnsupported)
  const target = new BufferTarget()
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target })
  const drawing = new ExportCanvas(plan, videos)
  const source = new CanvasSource(drawing.canvas, { codec, quality: new Quality('high') })
  const timeline = timelineOf(videos.map(({ timing }) => timing))
  output.addVideoTrack(source, { frameRate: Math.round(timeline.framesPerSecond * 1000) / 1000 })
  await output.start()
  const frames = Array.from({ length: timeline.frames }, (_, frame) => frame)
  const iterators = videos.map(({ reader, timing }) =>
    reader.frames(frames.map((frame) => videoFrame(frame, timeline, timing))),
  )
  try {
    for (const frame of frames) {
      options.signal.throwIfAborted()
      drawing.start()
      const samples = await Promise.all(iterators.map((iterator) => iterator.next()))
      drawAll(drawing, samples, options)
      await source.add(frame / timeline.framesPerSecond, 1 / timeline.framesPerSecond)
      options.onProgress((frame + 1) / frames.length)
    }
    await output.finalize()
  } catch (error) {
    await output.cancel()
    throw error
  } finally {
    await Promise.all(iterators.map((iterator) => iterator.return(undefined)))
  }
  return new Uint8Array(target.buffer ?? new ArrayBuffer(0))
}

function drawAll(
  drawing: ExportCanvas,
  samples: readonly IteratorResult<VideoSample, unknown>[],
  options: ExportOptions,
): void {
  const isOverlay = options.layout !== 'grid' && options.layout !== 'stacked'
  for (const [index, { done, value }] of samples.entries()) {
    if (done === true) continue
    if (isOverlay && index > 0) drawing.drawOverlay(index, value, options)
    else drawing.drawPicture(index, value)
    value.close()
  }
}

async function makeSheet(
  videos: readonly ExportVideo[],
  { signal, onProgress }: ExportOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const drawing = new ExportCanvas(planSheet(videos), videos)
  drawing.start()
  let drawn = 0
  for (const { reader, timing } of videos) {
    for await (const sample of reader.frames(sheetFrames(timing.frames))) {
      signal.throwIfAborted()
      drawing.drawPicture(drawn++, sample)
      sample.close()
      onProgress(drawn / (videos.length * SHEET_FRAMES))
    }
  }
  const blob = await drawing.canvas.convertToBlob({ type: 'image/png' })
  return new Uint8Array(await blob.arrayBuffer())
}
