const CONTAINER_BOXES = new Set(['moov', 'trak', 'mdia'])
const BOXES_WITH_TIMESTAMPS = new Set(['mvhd', 'tkhd', 'mdhd'])

/** Clears the creation and modification times of an MP4 in place, so that encoding is reproducible. */
export function clearTimestamps(mp4: Uint8Array<ArrayBuffer>): void {
  clearIn(new DataView(mp4.buffer, mp4.byteOffset, mp4.byteLength))
}

function clearIn(view: DataView<ArrayBuffer>): void {
  for (let offset = 0; offset + 8 <= view.byteLength; ) {
    const size = view.getUint32(offset)
    if (size < 8 || offset + size > view.byteLength) return
    const type = String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + offset + 4, 4))
    if (CONTAINER_BOXES.has(type)) clearIn(new DataView(view.buffer, view.byteOffset + offset + 8, size - 8))
    // Version and flags, then creation and modification time: 32 bits each in version 0, which the encoder writes.
    if (BOXES_WITH_TIMESTAMPS.has(type) && view.getUint8(offset + 8) === 0) {
      view.setUint32(offset + 12, 0)
      view.setUint32(offset + 16, 0)
    }
    offset += size
  }
}
