import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readFilePart } from '../../../../src/editor/common/readFilePart.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'

describe('readFilePart', () => {
  it('reads a part, up to the end of the file, and nothing of a file that cannot be read', async () => {
    using folder = tempFolder()
    const path = join(folder.path, 'video.mp4')
    writeFileSync(path, '0123456789')
    const read = async (start: number, end: number, of = path) => {
      const bytes = await readFilePart(of, start, end)
      return bytes && Buffer.from(bytes).toString()
    }
    assert.deepEqual(
      [await read(2, 5), await read(8, Number.MAX_SAFE_INTEGER), await read(5, 2), await read(20, 30)],
      ['234', '89', '', ''],
    )
    assert.deepEqual(
      [await read(0, 1, join(folder.path, 'none')), await read(0, 1, folder.path)],
      [undefined, undefined],
    )
  })
})
