// `npm test`: runs all checks and tests. First the static checks and the build, at the same time. Then the test suites in
// stages that each use two cores: with more at once, tests time out and the whole takes longer.
import { once } from 'node:events'
import { join } from 'node:path'
import { NODE, ROOT } from './lib/paths.ts'
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
  [[{ name: 'e2e', script: [MOCHA, '--config', join('test', 'e2e', '.mocharc.json'), 'test/e2e/**/*.test.ts'] }]],
]

const passed: string[] = []
const failed: string[] = []
const startedAt = Date.now()
await Promise.all(CHECKS.map((part) => runPart(part)))
if (failed.includes(BUILD.name)) {
  console.log('\nThe tests need a build and did not run.')
} else {
  for (const lanes of STAGES) await Promise.all(lanes.map(runLane))
}
console.log(`\n${failed.length === 0 ? '✓ all parts' : `✗ failed: ${failed.join(', ')}`}, ${secondsSince(startedAt)}`)
console.log(`parts: ${passed.length} passed, ${failed.length} failed`)
process.exit(failed.length === 0 ? 0 : 1)

async function runLane(parts: readonly Part[]): Promise<void> {
  // A failed part does not stop the next one.
  for (const part of parts) await runPart(part, { WAN_VACE_BUILT: '1' })
}

/** Runs a part, and prints its output when it ends, so that the output of two parts does not mix. */
async function runPart({ name, script, env }: Part, laneEnv: Readonly<Record<string, string>> = {}): Promise<void> {
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
}

function secondsSince(timeMs: number): string {
  return `${((Date.now() - timeMs) / 1000).toFixed(1)} s`
}
