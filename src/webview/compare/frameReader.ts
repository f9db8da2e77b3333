import { ALL_FORMATS, CustomSource, Input, type VideoSample, VideoSampleSink } from 'mediabunny'
import type { CompareTile } from '../../protocol/compare.ts'
import type { PageReader } from '../shared/pageReader.ts'
import { type FrameTiming, frameMiddle } from '../shared/playback/frames.ts'

/** Decodes the frames of a video file, independently of the video element. */
export class FrameReader {
  readonly #input: Input
  readonly #timing: FrameTiming

  /** The tile needs a video. */
  constructor(tile: CompareTile & { readonly video: NonNullable<CompareTile['video']> }, reader: PageReader) {
    const { id, video } = tile
    this.#timing = video
    this.#input = new Input({
      formats: ALL_FORMATS,
      source: new CustomSource({
        getSize: () => video.sizeBytes,
        read: (start, end) => reader.read(id, start, end),
        prefetchProfile: 'network',
      }),
    })
  }

  /** Yields each of the frames, which must be in ascending order. Close each one. Throws if one cannot be decoded. */
  async *frames(frames: readonly number[]): AsyncGenerator<VideoSample> {
    const track = await this.#input.getPrimaryVideoTrack()
    if (track === null) throw new Error('The file has no video.')
    const first = await track.getFirstTimestamp()
    const times = frames.map((frame) => first + frameMiddle(frame, this.#timing))
    for await (const sample of new VideoSampleSink(track).samplesAtTimestamps(times)) {
      if (sample === null) throw new Error('A frame cannot be decoded.')
      yield sample
    }
  }

  dispose(): void {
    this.#input.dispose()
  }
}
