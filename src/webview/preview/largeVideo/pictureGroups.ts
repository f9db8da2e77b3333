import {
  BufferTarget,
  CustomSource,
  EncodedAudioPacketSource,
  type EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  type InputAudioTrack,
  type InputVideoTrack,
  MP4,
  Mp4OutputFormat,
  Output,
  QTFF,
} from 'mediabunny'

/** A file that is read in parts. `end` is not included. */
export interface FileParts {
  readonly sizeBytes: number
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>
}

/** The frames from a key frame to the next one, which can be decoded without any other frames. */
export interface PictureGroup {
  readonly startSeconds: number
  /** When the next group starts; `Infinity` for the last one. */
  readonly endSeconds: number
  readonly key: EncodedPacket
  readonly nextKey: EncodedPacket | undefined
}

/** The groups of pictures of a video file. Reads its index, and then only the groups that are asked for. */
export class PictureGroups {
  /** For `MediaSource`, for example `video/mp4; codecs="avc1.64001f"`. */
  readonly mediaType: string
  readonly durationSeconds: number
  readonly #video: InputVideoTrack
  readonly #audio: InputAudioTrack | undefined
  readonly #packets: EncodedPacketSink
  /** When the first frame is shown in the file. Here, it is shown at 0, as a video element shows it. */
  readonly #firstSeconds: number

  private constructor(
    video: InputVideoTrack,
    audio: InputAudioTrack | undefined,
    facts: { readonly mediaType: string; readonly durationSeconds: number; readonly firstSeconds: number },
  ) {
    this.#video = video
    this.#audio = audio
    this.#packets = new EncodedPacketSink(video)
    this.mediaType = facts.mediaType
    this.durationSeconds = facts.durationSeconds
    this.#firstSeconds = facts.firstSeconds
  }

  /** Throws if the browser cannot play the file in parts. Without the sound if it can play only the pictures. */
  static async open({ sizeBytes, read }: FileParts): Promise<PictureGroups> {
    const source = new CustomSource({ getSize: () => sizeBytes, read, prefetchProfile: 'network' })
    const input = new Input({ formats: [MP4, QTFF], source })
    const [video, audio] = await Promise.all([input.getPrimaryVideoTrack(), input.getPrimaryAudioTrack()])
    const codec = await video?.getCodecParameterString()
    if (!video || !codec) throw new Error('The file has no video.')
    const audioCodec = await audio?.getCodecParameterString()
    const silentType = `video/mp4; codecs="${codec}"`
    const fullType = `video/mp4; codecs="${codec}, ${audioCodec}"`
    const hasSound = audio && audioCodec && MediaSource.isTypeSupported(fullType)
    if (!hasSound && !MediaSource.isTypeSupported(silentType)) throw new Error(`${silentType} is not supported.`)
    const [firstSeconds, endSeconds] = await Promise.all([video.getFirstTimestamp(), video.computeDuration()])
    return new PictureGroups(video, hasSound ? audio : undefined, {
      mediaType: hasSound ? fullType : silentType,
      durationSeconds: endSeconds - firstSeconds,
      firstSeconds,
    })
  }

  /** The group with the frame that is shown at a time. */
  async find(seconds: number): Promise<PictureGroup> {
    const options = { metadataOnly: true }
    const at = seconds + this.#firstSeconds
    const key = (await this.#packets.getKeyPacket(at, options)) ?? (await this.#packets.getFirstKeyPacket(options))
    if (key === null) throw new Error('The file has no key frame.')
    return this.#groupOf(key)
  }

  /** The group after another; undefined for the last one. */
  async next({ nextKey }: PictureGroup): Promise<PictureGroup | undefined> {
    return nextKey && this.#groupOf(nextKey)
  }

  async #groupOf(key: EncodedPacket): Promise<PictureGroup> {
    const nextKey = (await this.#packets.getNextKeyPacket(key, { metadataOnly: true })) ?? undefined
    return {
      startSeconds: key.timestamp - this.#firstSeconds,
      endSeconds: nextKey === undefined ? Number.POSITIVE_INFINITY : nextKey.timestamp - this.#firstSeconds,
      ...{ key, nextKey },
    }
  }

  /** The frames of a group, and their sound, as a fragmented MP4 file. */
  async read({ key, nextKey }: PictureGroup): Promise<ArrayBuffer> {
    const target = new BufferTarget()
    const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'fragmented' }), target })
    const [videoCodec, audioCodec] = await Promise.all([this.#video.getCodec(), this.#audio?.getCodec()])
    if (videoCodec === null) throw new Error('The codec is not known.')
    const video = new EncodedVideoPacketSource(videoCodec)
    output.addVideoTrack(video)
    const audio = audioCodec ? new EncodedAudioPacketSource(audioCodec) : undefined
    if (audio) output.addAudioTrack(audio)
    await output.start()
    const end = nextKey?.timestamp ?? Number.POSITIVE_INFINITY
    await Promise.all([this.#addVideo(video, key, nextKey), audio && this.#addAudio(audio, key.timestamp, end)])
    await output.finalize()
    if (target.buffer === null) throw new Error('The group is empty.')
    return target.buffer
  }

  async #addVideo(source: EncodedVideoPacketSource, key: EncodedPacket, nextKey: EncodedPacket | undefined) {
    const decoderConfig = await this.#video.getDecoderConfig()
    if (!decoderConfig) throw new Error('The codec is not known.')
    // With its data, which `key` does not have.
    const first = (await this.#packets.getKeyPacket(key.timestamp)) ?? undefined
    for await (const packet of this.#packets.packets(first, nextKey)) {
      await source.add(this.#moved(packet), { decoderConfig })
    }
    source.close()
  }

  async #addAudio(source: EncodedAudioPacketSource, start: number, end: number) {
    const decoderConfig = await this.#audio?.getDecoderConfig()
    if (!this.#audio || !decoderConfig) return source.close()
    const packets = new EncodedPacketSink(this.#audio)
    const first = (await packets.getPacket(start)) ?? (await packets.getFirstPacket())
    for await (const packet of packets.packets(first ?? undefined)) {
      if (packet.timestamp >= end) break
      if (packet.timestamp >= this.#firstSeconds) await source.add(this.#moved(packet), { decoderConfig })
    }
    source.close()
  }

  #moved(packet: EncodedPacket): EncodedPacket {
    return this.#firstSeconds === 0 ? packet : packet.clone({ timestamp: packet.timestamp - this.#firstSeconds })
  }
}
