import { findBoxContent, type Mp4Box, readBoxes } from './mp4Boxes.ts'

/**
 * Returns a copy of an MP4 with `moov` before the media data (fast start), so that a player can start before the
 * download completes. Removes `free` boxes and updates the chunk offsets.
 */
export function moveMoovToStart(mp4: Buffer): Uint8Array<ArrayBuffer> {
  const boxes = readBoxes(mp4).filter(({ type }) => type !== 'free')
  const rank = ({ type }: Mp4Box) => (type === 'ftyp' ? 0 : type === 'moov' ? 1 : 2)
  const ordered = boxes.toSorted((a, b) => rank(a) - rank(b))
  const result = new Uint8Array(ordered.reduce((size, { bytes }) => size + bytes.length, 0))
  const newStarts = new Map<Mp4Box, number>()
  let start = 0
  for (const box of ordered) {
    newStarts.set(box, start)
    result.set(box.bytes, start)
    start += box.bytes.length
  }
  updateChunkOffsets(Buffer.from(result.buffer), (offset) => {
    const box = boxes.find((one) => offset >= one.start && offset < one.start + one.bytes.length)
    if (!box) throw new Error(`No box at offset ${offset}`)
    return offset - box.start + (newStarts.get(box) ?? 0)
  })
  return result
}

function updateChunkOffsets(mp4: Buffer, move: (offset: number) => number): void {
  const tracks = readBoxes(findBoxContent(mp4, 'moov') ?? Buffer.alloc(0)).filter(({ type }) => type === 'trak')
  for (const track of tracks) {
    const stco = findBoxContent(track.content, 'mdia/minf/stbl/stco')
    // Version and flags, entry count, then the entries.
    for (let at = 8; stco && at + 4 <= stco.length; at += 4) stco.writeUInt32BE(move(stco.readUInt32BE(at)), at)
    const co64 = findBoxContent(track.content, 'mdia/minf/stbl/co64')
    for (let at = 8; co64 && at + 8 <= co64.length; at += 8) {
      co64.writeBigUInt64BE(BigInt(move(Number(co64.readBigUInt64BE(at)))), at)
    }
  }
}
