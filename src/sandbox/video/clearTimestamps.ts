import { readBoxes } from './mp4Boxes.ts'

const CONTAINER_BOXES = new Set(['moov', 'trak', 'mdia'])
const BOXES_WITH_TIMESTAMPS = new Set(['mvhd', 'tkhd', 'mdhd'])

/** Clears the creation and modification times of an MP4 in place, so that encoding is reproducible. */
export function clearTimestamps(mp4: Buffer): void {
  for (const { type, content } of readBoxes(mp4)) {
    if (CONTAINER_BOXES.has(type)) clearTimestamps(content)
    // Version and flags, then creation and modification time: 32 bits each in version 0, which the encoder writes.
    if (BOXES_WITH_TIMESTAMPS.has(type) && content[0] === 0) content.fill(0, 4, 12)
  }
}
