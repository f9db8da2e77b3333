import {
  ALL_FORMATS,
  BufferSource,
  EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathTarget,
  Input,
  Mp4OutputFormat,
  Output,
} from 'mediabunny'

/** The type of an H.264 unit that decoders skip. */
const FILLER_TYPE = 12
const LENGTH_BYTES = 4

/** Repeats a clip in a file of about `sizeBytes`: each frame is padded with data that decoders skip. */
export async function writeLargeVideo(
  path: string,
  clip: Uint8Array<ArrayBuffer>,
  { sizeBytes, frames }: { readonly sizeBytes: number; readonly frames: number },
): Promise<void> {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(clip) })
  const track = await input.getPrimaryVideoTrack()
  const decoderConfig = await track?.getDecoderConfig()
  if (!track || !decoderConfig) throw new Error('The clip has no video.')
  const packets: EncodedPacket[] = []
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet)
  const filler = fillerUnit(Math.round(sizeBytes / frames))
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'reserve' }), target: new FilePathTarget(path) })
  const source = new EncodedVideoPacketSource('avc')
  output.addVideoTrack(source, { maximumPacketCount: frames })
  await output.start()
  for (let frame = 0; frame < frames; frame++) {
    const packet = packets[frame % packets.length]
    if (packet === undefined) throw new Error('The clip has no frames.')
    const data = Buffer.concat([packet.data, filler])
    const { duration, type } = packet
    await source.add(new EncodedPacket(data, type, frame * duration, duration), { decoderConfig })
  }
  await output.finalize()
  input.dispose()
}

/** With its length in front, as MP4 files store units. */
function fillerUnit(sizeBytes: number): Buffer {
  const unit = Buffer.alloc(sizeBytes, 0xff)
  unit.writeUInt32BE(sizeBytes - LENGTH_BYTES)
  unit[LENGTH_BYTES] = FILLER_TYPE
  return unit
}
