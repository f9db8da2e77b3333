// `npm test`: everything, one part after the other. A part that fails does not keep the others from running.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { NODE, ROOT } from './lib/paths.ts'

const MOCHA = join('node_modules', 'mocha', 'bin', 'mocha.js')
const TSC = join('node_modules', 'typescript', 'bin', 'tsc')

interface Part {
  readonly name: string
  /** Of Node, with its arguments. */
  readonly script: readonly string[]
  readonly env?: NodeJS.ProcessEnv
}

const EDITOR_TESTS = join('test', 'editor', 'runEditorTests.ts')

const PARTS: readonly Part[] = [
  {
    name: 'lint',
    script: [join('node_modules', '@biomejs', 'biome', 'bin', 'biome'), 'check', '.', '--error-on-warnings'],
  },
  { name: 'types', script: [TSC, '-p', '.'] },
  { name: 'types of webviews', script: [TSC, '-p', join('src', 'webview')] },
  { name: 'build', script: ['esbuild.mjs'] },
  { name: 'unit', script: [MOCHA] },
  { name: 'faults', script: [MOCHA, '--config', join('test', 'faults', '.mocharc.json')] },
  { name: 'editor', script: [EDITOR_TESTS] },
  { name: 'oldest editor', script: [EDITOR_TESTS], env: { WAN_VACE_EDITOR: 'oldest' } },
  { name: 'e2e', script: [MOCHA, '--config', join('test', 'e2e', '.mocharc.json'), 'test/e2e/**/*.test.ts'] },
]

const failed: string[] = []
const startedAt = Date.now()
for (const { name, script, env: own } of PARTS) {
  const since = Date.now()
  console.log(`\n=== ${name} ===`)
  const built = failed.includes('build') || name === 'build' ? {} : { WAN_VACE_BUILT: '1' }
  const env = { ...process.env, ...built, ...own }
  const { status, error } = spawnSync(NODE, script, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], env })
  const ok = status === 0
  if (!ok) failed.push(name)
  if (error) console.error(error.message)
  console.log(`${ok ? '✓' : '✗'} ${name}, ${seconds(since)}`)
}
console.log(`\n${failed.length === 0 ? '✓ all parts' : `✗ failed: ${failed.join(', ')}`}, ${seconds(startedAt)}`)
console.log(`parts: ${PARTS.length - failed.length} passed, ${failed.length} failed`)
process.exitCode = failed.length === 0 ? 0 : 1

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`
}
