// `npm test`: runs all checks and tests. First the static checks and the build, at the same time. Then the test suites in
// stages that each use two cores: with more at once, tests time out and the whole takes longer.
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { NODE, OUT, ROOT } from './lib/paths.ts'
import { startProgram } from './lib/processes.ts'

const MOCHA = join('node_modules', 'mocha', 'bin', 'mocha.js')
const TSC = join('node_modules', 'typescript', 'bin', 'tsc')
const BIOME = join('node_modules', '@biomejs', 'biome', 'bin', 'biome')
const EDITOR_TESTS = join('test', 'editor', 'runEditorTests.ts')

interface Part {
  readonly name: string
  /** A script and its arguments. */
  readonly script: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

const BUILD: Part = { name: 'build', script: ['esbuild.mjs'] }

const CHECKS: readonly Part[] = [
  { name: 'lint', script: [BIOME, 'check', '.', '--error-on-warnings'] },
  { name: 'types', script: [TSC, '--project', '.'] },
  { name: 'types of webviews', script: [TSC, '--project', join('src', 'webview')] },
  BUILD,
]

/** One after the other. The lanes of a stage run at the same time. */
const STAGES: readonly (readonly (readonly Part[])[])[] = [
  [[{ name: 'unit', script: [MOCHA] }]],
  [
    [
      { name: 'integration', script: [MOCHA, '--config', join('test', 'integration', '.mocharc.json')] },
      { name: 'faults', script: [MOCHA, '--config', join('test', 'faults', '.mocharc.json')] },
    ],
    [
      { name: 'editor', script: [EDITOR_TESTS] },
      { name: 'oldest editor', script: [EDITOR_TESTS], env: { WAN_VACE_EDITOR: 'oldest' } },
    ],
  ],
]

const E2E: Part = {
  name: 'e2e',
  script: [MOCHA, '--config', join('test', 'e2e', '.mocharc.json'), 'test/e2e/**/*.test.ts'],
}
/** With more files than this, the cause is not the load of the machine. */
const MAX_REPEATED_FILES = 2

const passed: string[] = []
const failed: string[] = []
const startedAt = Date.now()
await Promise.all(CHECKS.map((part) => runPart(part)))
if (failed.includes(BUILD.name)) {
  console.log('\nThe tests need a build and did not run.')
} else {
  for (const lanes of STAGES) await Promise.all(lanes.map(runLane))
  await runEndToEndTests()
}
console.log(`\n${failed.length === 0 ? '✓ all parts' : `✗ failed: ${failed.join(', ')}`}, ${secondsSince(startedAt)}`)
console.log(`parts: ${passed.length} passed, ${failed.length} failed`)
process.exit(failed.length === 0 ? 0 : 1)

/**
 * Runs the end-to-end tests, and runs a file with a failure once more, alone: two editors at the same time can be too much
 * for a busy machine. Prints what passed only the second time. What fails twice fails.
 */
async function runEndToEndTests(): Promise<void> {
  const list = join(OUT, 'e2e', 'failed-files.txt')
  await mkdir(dirname(list), { recursive: true })
  await rm(list, { force: true })
  if (await runPart(E2E, { WAN_VACE_BUILT: '1', WAN_VACE_FAILED_FILES: list })) return
  const lines = existsSync(list) ? (await readFile(list, 'utf8')).trim().split('\n') : []
  const files = [...new Set(lines)].map((file) => relative(ROOT, file))
  if (files.length === 0 || files.length > MAX_REPEATED_FILES) return
  const script = [MOCHA, '--no-config', '--require', './test/e2e/mochaHooks.ts', '--timeout', '120000', ...files]
  if (!(await runPart({ name: 'e2e again', script }, { WAN_VACE_BUILT: '1' }))) return
  failed.splice(failed.indexOf(E2E.name), 1)
  console.log(`\n! passed only the second time: ${files.join(', ')}`)
}

async function runLane(parts: readonly Part[]): Promise<void> {
  // A failed part does not stop the next one.
  for (const part of parts) await runPart(part, { WAN_VACE_BUILT: '1' })
}

/**
 * Runs a part, and prints its output when it ends, so that the output of two parts does not mix. Returns whether it passed.
 */
async function runPart({ name, script, env }: Part, laneEnv: Readonly<Record<string, string>> = {}): Promise<boolean> {
  const since = Date.now()
  console.log(`… ${name}`)
  const options = { cwd: ROOT, env: { ...process.env, ...laneEnv, ...env } }
  const child = startProgram(NODE, script, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  const output: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => output.push(chunk))
  const outcome = await once(child, 'close').then(
    ([code, signal]) => code ?? signal,
    (error: Error) => error.message,
  )
  const isPassed = outcome === 0
  ;(isPassed ? passed : failed).push(name)
  console.log(`\n=== ${name} ===\n${Buffer.concat(output).toString().trimEnd()}`)
  console.log(`${isPassed ? '✓' : `✗ (${outcome})`} ${name}, ${secondsSince(since)}`)
  return isPassed
}

function secondsSince(timeMs: number): string {
  return `${((Date.now() - timeMs) / 1000).toFixed(1)} s`
}
