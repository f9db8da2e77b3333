import { ALL_FORMATS, CustomSource, FilePathSource, Input } from 'mediabunny'
import type { SourceFacts } from '../../core/model/expectedResult.ts'

/** The facts in the index of a video. */
export interface VideoFacts extends SourceFacts {
  readonly durationSeconds: number
  /** For example `avc` or `vp9`; undefined if it is not known. */
  readonly codec: string | undefined
}

/** A local file, or anything else that can be read only as a whole. */
export type VideoBytes =
  | { readonly path: string }
  | { readonly sizeBytes: number; readonly read: () => Promise<Uint8Array> }

/** More frames than this are not counted but derived from the duration. */
const MAX_COUNTED_FRAMES = 5_000

/** Reads the index of a video, not its frames. Returns undefined if it is not a video that the library can read. */
export async function readVideoFacts(bytes: VideoBytes): Promise<VideoFacts | undefined> {
  const input = new Input({
    formats: ALL_FORMATS,
    source: 'path' in bytes ? new FilePathSource(bytes.path) : whole(bytes),
  })
  try {
    const track = await input.getPrimaryVideoTrack()
    if (!track) return undefined
    const [width, height, codec, durationSeconds, stats] = await Promise.all([
      track.getDisplayWidth(),
      track.getDisplayHeight(),
      track.getCodec(),
      track.computeDuration(),
      track.computePacketStats(MAX_COUNTED_FRAMES),
    ])
    const framesPerSecond = Math.round(stats.averagePacketRate * 100) / 100
    const isCounted = stats.packetCount < MAX_COUNTED_FRAMES
    const frames = isCounted ? stats.packetCount : Math.round(durationSeconds * framesPerSecond)
    return { width, height, codec: codec ?? undefined, durationSeconds, framesPerSecond, frames }
  } catch {
    return undefined
  } finally {
    input.dispose()
  }
}

function whole({ sizeBytes, read }: Exclude<VideoBytes, { readonly path: string }>): CustomSource {
  let reading: Promise<Uint8Array> | undefined
  return new CustomSource({
    getSize: () => sizeBytes,
    read: async (start, end) => {
      reading ??= read()
      return (await reading).subarray(start, end)
    },
  })
}
