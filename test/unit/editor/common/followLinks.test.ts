import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { followLinks } from '../../../../src/editor/common/followLinks.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'

describe('followLinks', () => {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['a.mp4', 'a.mp4'],
    ['missing/b.mp4', 'missing/b.mp4'],
    ['inside.mp4', 'a.mp4'],
    ['folder/back.mp4', 'a.mp4'],
    ['absolute.mp4', 'a.mp4'],
    ['outside.mp4', undefined],
    ['above/secret.mp4', undefined],
    ['folder/detour.mp4', undefined],
    ['loop.mp4', undefined],
    ['chain.mp4', undefined],
    ['root/etc/passwd', undefined],
  ]
  for (const [path, expected] of rows) {
    it(`${path} is ${expected ?? 'outside'}`, async () => {
      using folder = tempFolder()
      const root = join(folder.path, 'workspace')
      mkdirSync(join(root, 'folder'), { recursive: true })
      writeFileSync(join(root, 'a.mp4'), '')
      writeFileSync(join(folder.path, 'secret.mp4'), '')
      symlinkSync('a.mp4', join(root, 'inside.mp4'))
      symlinkSync('../a.mp4', join(root, 'folder', 'back.mp4'))
      symlinkSync(join(root, 'a.mp4'), join(root, 'absolute.mp4'))
      symlinkSync('../secret.mp4', join(root, 'outside.mp4'))
      symlinkSync('..', join(root, 'above'))
      symlinkSync('../../workspace/a.mp4', join(root, 'folder', 'detour.mp4'))
      symlinkSync('loop.mp4', join(root, 'loop.mp4'))
      symlinkSync('outside.mp4', join(root, 'chain.mp4'))
      symlinkSync('/', join(root, 'root'))
      const resolved = await followLinks(root, path.split('/'))
      assert.strictEqual(resolved && relative(root, resolved), expected)
    })
  }
})
