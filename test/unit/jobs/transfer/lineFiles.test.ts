import assert from 'node:assert/strict'
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readLines, writeAtomically } from '../../../../src/jobs/transfer/lineFiles.ts'

const never = new AbortController().signal

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const seen: T[] = []
  for await (const item of items) seen.push(item)
  return seen
}

describe('line files', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lines-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('reads lines with any line ends', async () => {
    const long = 'é'.repeat(200_000)
    const cases = ['', '\n', 'a', 'a\n', '\ufeffa\r\nb\r\n', `${long}\n\n${long}`]
    const seen: unknown[] = []
    for (const text of cases) {
      writeFileSync(join(folder, 'f'), text)
      seen.push(await all(readLines(join(folder, 'f'))))
    }
    assert.deepEqual(seen, [[], [''], ['a'], ['a'], ['a', 'b'], [long, '', long]])
  })

  it('returns undefined for a line that is too long, and then the other lines', async () => {
    const long = 'x'.repeat(300_000)
    writeFileSync(join(folder, 'f'), `${long}\na\n${long}\n\nb\n${long}`)
    assert.deepEqual(await all(readLines(join(folder, 'f'), 100_000)), [undefined, 'a', undefined, '', 'b', undefined])
  })

  it('writes the whole file or none', async () => {
    async function* cut() {
      yield 'a'
      throw new Error('cut')
    }
    async function* whole() {
      yield 'a\n'
      yield 'b\n'
    }
    await assert.rejects(writeAtomically(join(folder, 'f'), cut(), never), { message: 'cut' })
    await assert.rejects(writeAtomically(join(folder, 'f'), whole(), AbortSignal.abort()), { name: 'AbortError' })
    const before = readdirSync(folder)
    await writeAtomically(join(folder, 'f'), whole(), never)
    assert.deepEqual([before, readdirSync(folder), readFileSync(join(folder, 'f'), 'utf8')], [[], ['f'], 'a\nb\n'])
  })

  it('does not write through a symbolic link', async () => {
    async function* texts() {
      yield 'a\n'
    }
    const [target, victim] = [join(folder, 'f'), join(folder, 'victim')]
    writeFileSync(victim, 'precious')
    symlinkSync(victim, `${target}.part`)
    await writeAtomically(target, texts(), never)
    assert.deepEqual(
      [readFileSync(victim, 'utf8'), readFileSync(target, 'utf8'), lstatSync(target).isSymbolicLink()],
      ['precious', 'a\n', false],
    )
  })
})
