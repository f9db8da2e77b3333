import { readBoxes } from './mp4Boxes.ts'

/**
 * Returns a copy of an MP4 with a table of its key frames (`stss`), which the encoder leaves out: without it, every frame
 * counts as a key frame, and a player that seeks shows a wrong frame. `moov` has to be behind the media data, whose
 * offsets stay the same.
 */
export function addSyncSamples(mp4: Buffer, frames: number, groupOfPictures: number): Buffer {
  const count = Math.ceil(frames / groupOfPictures)
  const content = Buffer.alloc(8 + count * 4)
  content.writeUInt32BE(count, 4)
  for (let index = 0; index < count; index++) content.writeUInt32BE(index * groupOfPictures + 1, 8 + index * 4)
  return append(mp4, ['moov', 'trak', 'mdia', 'minf', 'stbl'], box('stss', content))
}

/** Appends a box to the content of the box at `path`. */
function append(bytes: Buffer, [type, ...rest]: readonly string[], added: Buffer): Buffer {
  if (type === undefined) return Buffer.concat([bytes, added])
  const boxes = readBoxes(bytes).map((each) =>
    each.type === type ? box(type, append(each.content, rest, added)) : each.bytes,
  )
  return Buffer.concat(boxes)
}

function box(type: string, content: Buffer): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt32BE(8 + content.length)
  header.write(type, 4, 'latin1')
  return Buffer.concat([header, content])
}
