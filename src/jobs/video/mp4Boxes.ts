import { open } from 'node:fs/promises'

/**
 * Whether a file may be whole, as far as its boxes tell: false for an MP4 (ISO 14496-12, section 4.2) whose last box is
 * longer than what is there. Anything that is not an MP4 cannot be judged, and is taken for whole.
 */
export async function mayBeWhole(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const header = Buffer.alloc(16)
    for (let offset = 0; offset < size; ) {
      const { bytesRead } = await file.read(header, 0, 16, offset)
      if (bytesRead < 8) return false
      if (offset === 0 && header.toString('latin1', 4, 8) !== 'ftyp') return true
      const length = boxLength(header, bytesRead, size - offset)
      if (length < 8 || offset + length > size) return false
      offset += length
    }
    return true
  } finally {
    await file.close()
  }
}

/** 1 says that the length follows in 64 bits, 0 that the box goes on to the end of the file. */
function boxLength(header: Buffer, bytesRead: number, left: number): number {
  const short = header.readUInt32BE(0)
  if (short === 0) return left
  if (short !== 1) return short
  return bytesRead < 16 ? 0 : Number(header.readBigUInt64BE(8))
}
