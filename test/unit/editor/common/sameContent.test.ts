import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { haveSameContent } from '../../../../src/editor/common/sameContent.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'

/** More than is read at a time. */
const BYTES = Buffer.alloc(2_500_000, 'video')

describe('haveSameContent', () => {
  const temp = tempFolder()
  after(() => temp[Symbol.dispose]())

  const write = (name: string, bytes: Uint8Array) => {
    const path = join(temp.path, name)
    writeFileSync(path, bytes)
    return path
  }

  const changed = (position: number) => {
    const bytes = Buffer.from(BYTES)
    bytes[position] = 0
    return bytes
  }

  for (const [what, bytes, expected] of [
    ['the same bytes', BYTES, true],
    ['another first byte', changed(0), false],
    ['another last byte', changed(BYTES.length - 1), false],
    ['fewer bytes', BYTES.subarray(1), false],
    ['no bytes', Buffer.alloc(0), false],
  ] as const) {
    it(`compares a file with one that has ${what}`, async () => {
      assert.equal(await haveSameContent(write('one', BYTES), write('two', bytes)), expected)
    })
  }

  it('finds that empty files are equal, and rejects for a file that does not exist', async () => {
    const empty = Buffer.alloc(0)
    assert.equal(await haveSameContent(write('one', empty), write('two', empty)), true)
    await assert.rejects(haveSameContent(join(temp.path, 'none'), write('two', empty)), { code: 'ENOENT' })
  })
})
