import assert from 'node:assert/strict'
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLocalFile, firstFreeName, numberedName } from '../../../../src/editor/common/createFile.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'

describe('createLocalFile', () => {
  const temp = tempFolder()
  after(() => temp[Symbol.dispose]())

  it('overwrites no file, and does not write through a symbolic link', async () => {
    const { path } = temp
    writeFileSync(join(path, 'dance.mp4'), 'mine')
    // Its target does not exist, so that a check for the file finds none.
    symlinkSync(join(path, 'outside'), join(path, 'dance-2.mp4'))
    const name = await firstFreeName('dance.mp4', (free) => createLocalFile(path, free, Buffer.from('new')))
    assert.deepEqual(
      [name, readFileSync(join(path, name), 'utf8'), readFileSync(join(path, 'dance.mp4'), 'utf8')],
      ['dance-3.mp4', 'new', 'mine'],
    )
    assert.deepEqual(readdirSync(path).toSorted(), ['dance-2.mp4', 'dance-3.mp4', 'dance.mp4'])
  })

  it('rejects if the folder cannot be written to', async () => {
    await assert.rejects(createLocalFile(join(temp.path, 'missing'), 'a.png', Buffer.from('')), { code: 'ENOENT' })
  })
})

describe('numberedName', () => {
  for (const [name, number, expected] of [
    ['dance.mp4', 1, 'dance.mp4'],
    ['dance.mp4', 2, 'dance-2.mp4'],
    ['a.b.png', 12, 'a.b-12.png'],
    ['none', 2, 'none-2'],
  ] as const) {
    it(`${name}, ${number}: ${expected}`, () => assert.equal(numberedName(name, number), expected))
  }
})
