import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { thirdPartyNotices } from '../../scripts/lib/notices.ts'
import { tempFolder } from '../fixtures/jobs/tempFolder.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const ENCODER = 'node_modules/h264-mp4-encoder/embuild/dist/h264-mp4-encoder.node.js'
const PARSER = 'node_modules/undici/lib/llhttp/llhttp-wasm.js'

/** Creates the files of a package, and returns the notices of one of them. */
function noticesOf(files: Readonly<Record<string, string>>, input: string): string {
  using folder = tempFolder()
  for (const [name, text] of Object.entries({ 'package.json': '{"version":"1.2.3"}', ...files })) {
    const path = join(folder.path, 'node_modules', '@scope', 'part', name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  return thirdPartyNotices(['src/extension.ts', `node_modules/@scope/part/${input}`], folder.path)
}

describe('the third-party notices', () => {
  it('have the license of each bundled package and of what it links, in full', () => {
    const text = thirdPartyNotices(['src/extension.ts', ENCODER, PARSER, PARSER], ROOT)
    const titles = text.split(/\n\n-{80}\n\n/).map((notice) => notice.split('\n')[0]?.replace(/ \d.*/, ''))
    assert.deepEqual(titles, [
      'h264-mp4-encoder',
      'minih264 (in h264-mp4-encoder)',
      'libmp4v2 (in h264-mp4-encoder)',
      'Emscripten (in h264-mp4-encoder)',
      'musl (in h264-mp4-encoder)',
      'undici',
      'llhttp (in undici)',
    ])
    for (const part of [
      'Mozilla Public License Version 1.1',
      'Exhibit A',
      'CC0 1.0 Universal',
      'Copyright Fedor Indutny, 2018.',
      'Copyright © 2005-2020 Rich Felker, et al.',
    ]) {
      assert.ok(text.includes(part), part)
    }
    assert.equal(text.includes('<copyright holders>'), false)
  })

  it('are the files of a package', () => {
    const text = noticesOf({ 'LICENSE.md': 'Free', 'NOTICE.txt': 'By me', 'index.js': '' }, 'index.js')
    assert.equal(text, '@scope/part 1.2.3\n\nFree\n\nBy me\n')
  })

  it('cannot be made for a package without a license', () => {
    assert.throws(() => noticesOf({ 'index.js': '' }, 'index.js'), /@scope\/part has no license file/)
  })

  it('cannot be made for compiled code of unknown origin', () => {
    const license = { LICENSE: 'Free' }
    const parts: readonly (readonly [name: string, text: string])[] = [
      ['index.js', 'const code = "AGFzbQEAAAAB"'],
      ['lib/code.mjs', 'const code = "\\0asm\\x01"'],
      ['code.wasm', '\0asm'],
    ]
    for (const [name, text] of parts) {
      assert.throws(() => noticesOf({ ...license, [name]: text }, name), /contains compiled code/, name)
    }
  })
})
