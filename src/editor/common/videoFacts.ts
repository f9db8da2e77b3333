import { ALL_FORMATS, CustomSource, FilePathSource, Input } from 'mediabunny'
import type { SourceFacts } from '../../core/model/expectedResult.ts'

/** The facts in the index of a video. */
export interface VideoFacts extends SourceFacts {
  readonly durationSeconds: number
  /** For example `avc` or `vp9`; undefined if it is not known. */
  readonly codec: string | undefined
  /** Not rounded, to calculate with. */
  readonly exactFramesPerSecond: number
  /** Bits per second of the video track. */
  readonly bitRate: number
  /** Undefined without an audio track. */
  readonly audio: AudioFacts | undefined
}

export interface AudioFacts {
  /** For example `aac`; undefined if it is not known. */
  readonly codec: string | undefined
  /** For `canPlayType`, for example `audio/mp4; codecs="mp4a.40.2"`. */
  readonly mediaType: string | undefined
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
    const [width, height, codec, durationSeconds, stats, audio] = await Promise.all([
      track.getDisplayWidth(),
      track.getDisplayHeight(),
      track.getCodec(),
      track.computeDuration(),
      track.computePacketStats(MAX_COUNTED_FRAMES),
      readAudioFacts(input),
    ])
    const framesPerSecond = Math.round(stats.averagePacketRate * 100) / 100
    const isCounted = stats.packetCount < MAX_COUNTED_FRAMES
    const frames = isCounted ? stats.packetCount : Math.round(durationSeconds * stats.averagePacketRate)
    return {
      ...{ width, height, durationSeconds, framesPerSecond, frames, audio },
      codec: codec ?? undefined,
      exactFramesPerSecond: stats.averagePacketRate,
      bitRate: stats.averageBitrate,
    }
  } catch {
    return undefined
  } finally {
    input.dispose()
  }
}

async function readAudioFacts(input: Input): Promise<AudioFacts | undefined> {
  const track = await input.getPrimaryAudioTrack()
  if (!track) return undefined
  const [codec, parameter] = await Promise.all([track.getCodec(), track.getCodecParameterString()])
  return {
    codec: codec ?? undefined,
    mediaType: parameter === null ? undefined : `audio/mp4; codecs="${parameter}"`,
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
