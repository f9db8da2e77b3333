/** Returns the content of an MP4 box, found by the path of box types. */
export function findBox(bytes: Buffer, path: string): Buffer {
  const [type, ...rest] = path.split('/')
  for (let offset = 0; offset + 8 <= bytes.length; ) {
    const size = bytes.readUInt32BE(offset) || bytes.length - offset
    if (bytes.toString('latin1', offset + 4, offset + 8) === type) {
      const inner = bytes.subarray(offset + 8, offset + size)
      return rest.length === 0 ? inner : findBox(inner, rest.join('/'))
    }
    offset += size
  }
  throw new Error(`No ${type} box`)
}

/** Reads the codec, the size, the frame count and the frame rate from the `moov` box. */
export function describeMp4(bytes: Buffer) {
  const track = findBox(bytes, 'moov/trak/mdia')
  const timescale = findBox(track, 'mdhd').readUInt32BE(12)
  const entry = findBox(track, 'minf/stbl/stsd').subarray(8)
  const timing = findBox(track, 'minf/stbl/stts')
  let frames = 0
  let ticks = 0
  for (let i = 0; i < timing.readUInt32BE(4); i++) {
    const count = timing.readUInt32BE(8 + i * 8)
    frames += count
    ticks += count * timing.readUInt32BE(12 + i * 8)
  }
  return {
    format: entry.toString('latin1', 4, 8),
    size: `${entry.readUInt16BE(32)}x${entry.readUInt16BE(34)}`,
    frames,
    samples: findBox(track, 'minf/stbl/stsz').readUInt32BE(8),
    rate: Math.round((frames * timescale) / ticks),
  }
}

/** Returns the `level_idc` of the `avcC` box and of the sequence parameter set in it. */
export function readLevels(bytes: Buffer): readonly number[] {
  const avcC = bytes.subarray(bytes.indexOf('avcC') + 4)
  const parameterSet = avcC.subarray(8, 8 + avcC.readUInt16BE(6))
  return [avcC.readUInt8(3), parameterSet.readUInt8(3)]
}

/** Returns the types of the top-level boxes in order. */
export function listBoxTypes(bytes: Buffer): string[] {
  const types: string[] = []
  for (let offset = 0; offset < bytes.length; offset += bytes.readUInt32BE(offset)) {
    types.push(bytes.toString('latin1', offset + 4, offset + 8))
  }
  return types
}

/** Whether the NAL units at each chunk offset fill exactly the samples of the chunk. */
export function hasValidChunkOffsets(bytes: Buffer): boolean {
  const table = findBox(bytes, 'moov/trak/mdia/minf/stbl')
  const [offsets, sizes, chunks] = [findBox(table, 'stco'), findBox(table, 'stsz'), findBox(table, 'stsc')]
  const chunkCount = offsets.readUInt32BE(4)
  const runs = Array.from({ length: chunks.readUInt32BE(4) }, (_, i) => ({
    firstChunk: chunks.readUInt32BE(8 + i * 12),
    samplesPerChunk: chunks.readUInt32BE(12 + i * 12),
  }))
  let sample = 0
  for (let chunk = 1; chunk <= chunkCount; chunk++) {
    let offset = offsets.readUInt32BE(4 + chunk * 4)
    const samples = runs.findLast((run) => run.firstChunk <= chunk)?.samplesPerChunk ?? 0
    for (const end = sample + samples; sample < end; sample++) {
      const sampleEnd = offset + sizes.readUInt32BE(12 + sample * 4)
      while (offset < sampleEnd) offset += 4 + bytes.readUInt32BE(offset)
      if (offset !== sampleEnd) return false
    }
  }
  return sample === sizes.readUInt32BE(8)
}

/** Returns the samples that the MP4 lists as key frames, counted from 1. */
export function readSyncSamples(bytes: Buffer): number[] {
  const table = findBox(bytes, 'moov/trak/mdia/minf/stbl/stss')
  return Array.from({ length: table.readUInt32BE(4) }, (_, index) => table.readUInt32BE(8 + index * 4))
}

/** Returns the samples that begin with an IDR slice (NAL unit type 5), counted from 1. Each sample is one NAL unit. */
export function findKeyFrames(bytes: Buffer): number[] {
  const media = findBox(bytes, 'mdat')
  const found: number[] = []
  for (let offset = 0, sample = 1; offset < media.length; sample++) {
    if ((media.readUInt8(offset + 4) & 31) === 5) found.push(sample)
    offset += 4 + media.readUInt32BE(offset)
  }
  return found
}
