import { type FileHandle, open } from 'node:fs/promises'

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

/** More boxes are in no video that a service sends. */
const MAX_BOXES = 1000

/** Returns the length that an MP4 file states in its movie header. Undefined for any other file. Never rejects. */
export async function readLengthMs(path: string): Promise<number | undefined> {
  const file = await open(path).catch(() => undefined)
  try {
    const { size = 0 } = (await file?.stat()) ?? {}
    const movie = file && (await findBox(file, 'moov', 0, size))
    const header = movie && (await findBox(file, 'mvhd', movie.start, movie.end))
    return file && header && (await readMovieHeader(file, header.start))
  } catch {
    return undefined
  } finally {
    await file?.close()
  }
}

/** Returns where the content of the first box of a type is. */
async function findBox(
  file: FileHandle,
  type: string,
  from: number,
  end: number,
): Promise<{ readonly start: number; readonly end: number } | undefined> {
  const header = Buffer.alloc(16)
  let offset = from
  for (let boxes = 0; boxes < MAX_BOXES && offset < end; boxes++) {
    const { bytesRead } = await file.read(header, 0, 16, offset)
    const length = bytesRead < 8 ? 0 : boxLength(header, bytesRead, end - offset)
    if (length < 8 || offset + length > end) return undefined
    const start = offset + (header.readUInt32BE(0) === 1 ? 16 : 8)
    if (header.toString('latin1', 4, 8) === type) return { start, end: offset + length }
    offset += length
  }
  return undefined
}

/** ISO 14496-12, section 8.2.2: version 1 has 64-bit times. */
async function readMovieHeader(file: FileHandle, start: number): Promise<number | undefined> {
  const content = Buffer.alloc(32)
  const { bytesRead } = await file.read(content, 0, 32, start)
  if (bytesRead < 32) return undefined
  const isLong = content[0] === 1
  const timescale = content.readUInt32BE(isLong ? 20 : 12)
  const length = isLong ? Number(content.readBigUInt64BE(24)) : content.readUInt32BE(16)
  const lengthMs = Math.round((length / timescale) * 1000)
  // All bits are set if the length is unknown.
  return Number.isSafeInteger(lengthMs) && lengthMs > 0 && length < 0xffff_ffff ? lengthMs : undefined
}

/** 1 means that a 64-bit length follows; 0 means that the box extends to the end of the file. */
function boxLength(header: Buffer, bytesRead: number, rest: number): number {
  const length = header.readUInt32BE(0)
  if (length === 0) return rest
  if (length !== 1) return length
  return bytesRead < 16 ? 0 : Number(header.readBigUInt64BE(8))
}
