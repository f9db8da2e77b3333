import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { tempFolder } from '../fixtures/jobs/tempFolder.ts'
import { OPTIONS, RULES } from './layerRules.ts'

const ROOT = join(import.meta.dirname, '..', '..')

/** Returns the violations of the layer rules in the folder `src` of `baseDir`, as `rule: from -> to`. */
async function violations(baseDir: string): Promise<string[]> {
  const { output } = await cruise(['src'], { ...OPTIONS, baseDir, ruleSet: RULES, validate: true })
  const { summary } = output as ICruiseResult
  assert.ok(summary.totalCruised > 0)
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`).sort()
}

function lineCount(file: string): number {
  return readFileSync(file, 'utf8').trimEnd().split('\n').length
}

describe('the layers of src/', function () {
  this.timeout(30_000)

  it('import each other and packages only as the architecture allows, without cycles', async () => {
    assert.deepEqual(await violations(ROOT), [])
  })

  const forbidden: readonly [what: string, files: Record<string, string>, rules: readonly string[]][] = [
    ['a higher layer', { 'core/a.ts': `import { b } from '../jobs/b.ts'\nb()` }, ['core-imports']],
    ['a type of a higher layer', { 'core/a.ts': `import type { B } from '../jobs/b.ts'\nlet b: B` }, ['core-imports']],
    ['a dynamic import', { 'jobs/a.ts': `await import('../editor/b.ts')` }, ['jobs-imports']],
    ['Node.js in core/', { 'core/a.ts': `import { join } from 'node:path'\njoin()` }, ['core-imports']],
    [
      'vscode in jobs/',
      { 'jobs/a.ts': `import * as vscode from 'vscode'\nvscode` },
      ['jobs-imports', 'vscode-only-in-editor'],
    ],
    ['another surface', { 'editor/tree/a.ts': `import '../preview/b.ts'` }, ['surfaces-apart']],
    ['a cycle', { 'core/a.ts': `import './b.ts'`, 'core/b.ts': `import './a.ts'` }, ['no-cycles']],
  ]
  for (const [what, files, rules] of forbidden) {
    it(`are checked for ${what}`, async () => {
      using folder = tempFolder()
      const all = { 'jobs/b.ts': 'export interface B {}\nexport function b() {}', ...files }
      for (const [name, text] of Object.entries({ 'editor/b.ts': '', 'editor/preview/b.ts': '', ...all })) {
        mkdirSync(dirname(join(folder.path, 'src', name)), { recursive: true })
        writeFileSync(join(folder.path, 'src', name), text)
      }
      const found = (await violations(folder.path)).map((violation) => violation.split(':')[0])
      assert.deepEqual([...new Set(found)], rules)
    })
  }

  it('have files of at most 250 lines', () => {
    const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    )
    assert.ok(files.length > 100)
    assert.deepEqual(
      files.filter((file) => lineCount(join(ROOT, 'src', file)) > 250),
      [],
    )
  })
})
