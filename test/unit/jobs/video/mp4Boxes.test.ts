import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mayBeComplete } from '../../../../src/jobs/video/mp4Boxes.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'

/** Returns a box of `bytes` bytes that declares `length`. */
function box(type: string, bytes: number, length = 8 + bytes): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt32BE(length, 0)
  header.write(type, 4, 'latin1')
  return Buffer.concat([header, Buffer.alloc(bytes)])
}

/** Returns a box with a 64-bit length. */
function longBox(type: string, bytes: number, length = 16n + BigInt(bytes)): Buffer {
  const header = Buffer.alloc(16)
  header.writeUInt32BE(1, 0)
  header.write(type, 4, 'latin1')
  header.writeBigUInt64BE(length, 8)
  return Buffer.concat([header, Buffer.alloc(bytes)])
}

describe('mayBeComplete', () => {
  const ftyp = box('ftyp', 16)
  const rows: readonly (readonly [what: string, bytes: Buffer, expected: boolean])[] = [
    ['ends with its last box', Buffer.concat([ftyp, box('mdat', 100), box('moov', 50)]), true],
    ['has a last box that extends to the end', Buffer.concat([ftyp, box('mdat', 100, 0)]), true],
    ['has a box with a 64-bit length', Buffer.concat([ftyp, longBox('mdat', 100)]), true],
    ['ends inside a box', Buffer.concat([ftyp, box('mdat', 100)]).subarray(0, 90), false],
    ['ends inside a box with a 64-bit length', Buffer.concat([ftyp, longBox('mdat', 100, 2n ** 62n)]), false],
    ['ends inside a header', Buffer.concat([ftyp, box('mdat', 0)]).subarray(0, 28), false],
    ['has a box that is shorter than its header', Buffer.concat([ftyp, box('mdat', 100, 4)]), false],
    ['is not an MP4 file', Buffer.from('\x1aE\xdf\xa3 a WebM, say', 'latin1'), true],
  ]
  for (const [what, bytes, expected] of rows) {
    it(`returns ${expected} for a file that ${what}`, async () => {
      using folder = tempFolder()
      const path = join(folder.path, 'video')
      writeFileSync(path, bytes)
      assert.equal(await mayBeComplete(path), expected)
    })
  }
})
