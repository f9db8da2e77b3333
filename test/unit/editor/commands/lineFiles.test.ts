import assert from 'node:assert/strict'
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { linesOf, writeTexts } from '../../../../src/editor/commands/lineFiles.ts'
import { recoverItemOf } from '../../../../src/editor/commands/recoverItem.ts'
import { l10n, NOW } from '../../../fixtures/renderContext.ts'

const never = new AbortController().signal

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const seen: T[] = []
  for await (const item of items) seen.push(item)
  return seen
}

describe('a file of lines', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lines-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('is read line by line, whatever its line ends', async () => {
    const long = 'é'.repeat(200_000)
    const cases = ['', '\n', 'a', 'a\n', '\ufeffa\r\nb\r\n', `${long}\n\n${long}`]
    const seen: string[][] = []
    for (const text of cases) {
      writeFileSync(join(folder, 'f'), text)
      seen.push(await all(linesOf(join(folder, 'f'))))
    }
    assert.deepEqual(seen, [[], [''], ['a'], ['a'], ['a', 'b'], [long, '', long]])
  })

  it('is refused when a line has no end', async () => {
    writeFileSync(join(folder, 'f'), 'x'.repeat(300_000))
    await assert.rejects(all(linesOf(join(folder, 'f'), 100_000)), { reason: 'invalid' })
  })

  it('is written whole or not at all', async () => {
    async function* cut() {
      yield 'a'
      throw new Error('cut')
    }
    async function* whole() {
      yield 'a\n'
      yield 'b\n'
    }
    await assert.rejects(writeTexts(join(folder, 'f'), cut(), never), { message: 'cut' })
    await assert.rejects(writeTexts(join(folder, 'f'), whole(), AbortSignal.abort()), { name: 'AbortError' })
    const before = readdirSync(folder)
    await writeTexts(join(folder, 'f'), whole(), never)
    assert.deepEqual([before, readdirSync(folder), readFileSync(join(folder, 'f'), 'utf8')], [[], ['f'], 'a\nb\n'])
  })

  it('is not written through a link that lies in the folder', async () => {
    async function* texts() {
      yield 'a\n'
    }
    const [target, victim] = [join(folder, 'f'), join(folder, 'victim')]
    writeFileSync(victim, 'precious')
    symlinkSync(victim, `${target}.part`)
    await writeTexts(target, texts(), never)
    assert.deepEqual(
      [readFileSync(victim, 'utf8'), readFileSync(target, 'utf8'), lstatSync(target).isSymbolicLink()],
      ['precious', 'a\n', false],
    )
  })
})

describe('a generation of the account in a quick pick', () => {
  it('is chosen when it was made and is not here; what the service says makes no icon', () => {
    const row = {
      createdAt: NOW - 3_600_000,
      status: 'succeeded',
      origin: '$(error) api\n',
      model: 'm',
      costUsd: 0.2,
      costCredits: 400_000,
      requestId: undefined,
      inferenceId: 'id:$(zap)/x',
      clientRequestId: undefined,
    } as const
    const around = { l10n, locale: 'en', now: NOW }
    const items = [
      { row, known: false },
      { row, known: true },
      { row: { ...row, status: 'failed' as const }, known: false },
    ].map((generation) => recoverItemOf(generation, around))
    assert.deepEqual(
      items.map(({ label, description, detail, picked }) => [label.split(' ')[0], description, detail, picked]),
      [
        ['$(cloud-download)', '400,000 credits ($0.20) · 1h ago', '$\u2060(error) api · id:$\u2060(zap)/x', true],
        [
          '$(check)',
          '400,000 credits ($0.20) · 1h ago · already in the list',
          '$\u2060(error) api · id:$\u2060(zap)/x',
          false,
        ],
        ['$(error)', 'failed · 1h ago', '$\u2060(error) api · id:$\u2060(zap)/x', false],
      ],
    )
  })
})
