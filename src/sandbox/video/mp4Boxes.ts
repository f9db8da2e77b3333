export interface Mp4Box {
  /** Four characters, for example `moov`. */
  readonly type: string
  /** The offset of the box in the bytes that contain it. */
  readonly start: number
  /** The whole box. Shares memory with the bytes that contain it, also `content`. */
  readonly bytes: Buffer
  /** The box without its header. */
  readonly content: Buffer
}

/** Returns the boxes in `bytes`, up to the first one that is invalid or truncated. */
export function readBoxes(bytes: Buffer): Mp4Box[] {
  const boxes: Mp4Box[] = []
  for (let start = 0; start + 8 <= bytes.length; ) {
    const box = readBox(bytes, start)
    if (!box) break
    boxes.push(box)
    start += box.bytes.length
  }
  return boxes
}

/** Returns the content of the first box at `path`, for example `moov/trak/mdia`, or undefined if there is none. */
export function findBoxContent(bytes: Buffer, path: string): Buffer | undefined {
  let content: Buffer | undefined = bytes
  for (const type of path.split('/')) {
    content = content && readBoxes(content).find((box) => box.type === type)?.content
  }
  return content
}

function readBox(bytes: Buffer, start: number): Mp4Box | undefined {
  const shortSize = bytes.readUInt32BE(start)
  const hasLongSize = shortSize === 1
  const headerSize = hasLongSize ? 16 : 8
  if (start + headerSize > bytes.length) return undefined
  // A size of 0 means that the box extends to the end.
  const size = hasLongSize ? Number(bytes.readBigUInt64BE(start + 8)) : shortSize || bytes.length - start
  if (size < headerSize || start + size > bytes.length) return undefined
  return {
    type: bytes.toString('latin1', start + 4, start + 8),
    start,
    bytes: bytes.subarray(start, start + size),
    content: bytes.subarray(start + headerSize, start + size),
  }
}
