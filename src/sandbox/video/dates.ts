const CONTAINERS = new Set(['moov', 'trak', 'mdia'])
const DATED = new Set(['mvhd', 'tkhd', 'mdhd'])

/** Takes the dates out of an MP4, in place, so that making a video again gives the same bytes. */
export function eraseDates(mp4: Uint8Array<ArrayBuffer>): void {
  eraseIn(new DataView(mp4.buffer, mp4.byteOffset, mp4.byteLength))
}

function eraseIn(view: DataView<ArrayBuffer>): void {
  for (let at = 0; at + 8 <= view.byteLength; ) {
    const size = view.getUint32(at)
    if (size < 8 || at + size > view.byteLength) return
    const name = String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at + 4, 4))
    if (CONTAINERS.has(name)) eraseIn(new DataView(view.buffer, view.byteOffset + at + 8, size - 8))
    // Version and flags, then creation and modification time: 32 bits each in version 0, which the encoder writes.
    if (DATED.has(name) && view.getUint8(at + 8) === 0) {
      view.setUint32(at + 12, 0)
      view.setUint32(at + 16, 0)
    }
    at += size
  }
}
