// `npm test`: everything, one part after the other. A part that fails does not keep the others from running.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { NODE, ROOT } from './paths.ts'

const MOCHA = join('node_modules', 'mocha', 'bin', 'mocha.js')
const TSC = join('node_modules', 'typescript', 'bin', 'tsc')

/** Each part with its program and arguments. */
const PARTS: readonly (readonly [name: string, ...command: string[]])[] = [
  ['lint', NODE, join('node_modules', '@biomejs', 'biome', 'bin', 'biome'), 'check', '.', '--error-on-warnings'],
  ['types', NODE, TSC, '-p', '.'],
  ['types of webviews', NODE, TSC, '-p', join('src', 'webview')],
  ['build', NODE, 'esbuild.mjs'],
  ['unit', NODE, MOCHA],
  ['faults', NODE, MOCHA, '--config', join('test', 'faults', '.mocharc.json')],
  ['editor', NODE, join('test', 'editor', 'run.ts')],
  ['e2e', NODE, MOCHA, '--config', join('test', 'e2e', '.mocharc.json'), 'test/e2e/**/*.test.ts'],
]

const failed: string[] = []
const startedAt = Date.now()
for (const [name, program, ...args] of PARTS) {
  const since = Date.now()
  console.log(`\n=== ${name} ===`)
  const env = failed.includes('build') || name === 'build' ? process.env : { ...process.env, WAN_VACE_BUILT: '1' }
  const { status, error } = spawnSync(program ?? '', args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], env })
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
