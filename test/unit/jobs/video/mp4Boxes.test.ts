import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mayBeComplete } from '../../../../src/jobs/video/mp4Boxes.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'

function box(type: string, bytes: number, said = 8 + bytes): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt32BE(said, 0)
  header.write(type, 4, 'latin1')
  return Buffer.concat([header, Buffer.alloc(bytes)])
}

/** A box that gives its length in 64 bits. */
function longBox(type: string, bytes: number, said = 16n + BigInt(bytes)): Buffer {
  const header = Buffer.alloc(16)
  header.writeUInt32BE(1, 0)
  header.write(type, 4, 'latin1')
  header.writeBigUInt64BE(said, 8)
  return Buffer.concat([header, Buffer.alloc(bytes)])
}

describe('the boxes of a file', () => {
  const ftyp = box('ftyp', 16)
  const rows: readonly (readonly [string, Buffer, boolean])[] = [
    ['that ends with its last box', Buffer.concat([ftyp, box('mdat', 100), box('moov', 50)]), true],
    ['whose last box goes on to the end', Buffer.concat([ftyp, box('mdat', 100, 0)]), true],
    ['with a long box', Buffer.concat([ftyp, longBox('mdat', 100)]), true],
    ['cut in a box', Buffer.concat([ftyp, box('mdat', 100)]).subarray(0, 90), false],
    ['cut in a long box', Buffer.concat([ftyp, longBox('mdat', 100, 2n ** 62n)]), false],
    ['cut in a header', Buffer.concat([ftyp, box('mdat', 0)]).subarray(0, 28), false],
    ['with a box shorter than its header', Buffer.concat([ftyp, box('mdat', 100, 4)]), false],
    ['that is no MP4', Buffer.from('\x1aE\xdf\xa3 a WebM, say', 'latin1'), true],
  ]
  for (const [what, bytes, whole] of rows) {
    it(`tell of one ${what}: ${whole ? 'may be whole' : 'is not whole'}`, async () => {
      using folder = tempFolder()
      const path = join(folder.path, 'video')
      writeFileSync(path, bytes)
      assert.equal(await mayBeComplete(path), whole)
    })
  }
})
