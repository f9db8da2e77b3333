import { open } from 'node:fs/promises'

/**
 * Returns whether a file may be complete. False for an MP4 file (ISO 14496-12, section 4.2) whose last box is longer than
 * the rest of the file. True for every other format, which cannot be checked.
 */
export async function mayBeComplete(path: string): Promise<boolean> {
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

/** 1 means that a 64-bit length follows; 0 means that the box extends to the end of the file. */
function boxLength(header: Buffer, bytesRead: number, rest: number): number {
  const length = header.readUInt32BE(0)
  if (length === 0) return rest
  if (length !== 1) return length
  return bytesRead < 16 ? 0 : Number(header.readBigUInt64BE(8))
}
