// Runs test/editor/** inside the extension host of VS Code. The files directly in test/editor share one start of the
// editor. Each subfolder is a scenario with restarts: its files (`1-*.test.ts`, `2-*.test.ts`, …) each run in their own
// start, with the same data folder. Arguments select files by a part of their path.
import { globSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { build } from 'esbuild'
import { getEditor } from '../../scripts/editor/getEditor.ts'
import { runInExtensionHost } from '../../scripts/editor/runInExtensionHost.ts'
import { buildExtension } from '../../scripts/lib/buildExtension.ts'
import { launchSandbox } from '../../scripts/lib/launchSandbox.ts'
import { OUT, ROOT } from '../../scripts/lib/paths.ts'
import { makeTempFolder, removeTempFolder } from '../../scripts/lib/tempFolder.ts'

const TESTS = join(ROOT, 'test', 'editor')
const BUNDLES = join(OUT, 'test', 'editor')

const filters = process.argv.slice(2)
const files = globSync('**/*.test.ts', { cwd: TESTS })
  .filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)))
  .sort()
await buildExtension()
await bundle(files)

const editor = await getEditor()
console.log(`Running in VS Code ${editor.version} (${editor.kind === 'desktop' ? 'desktop' : 'server build'})`)
const totals = { passed: 0, failed: 0 }
for (const [scenario, starts] of groupByScenario(files)) await runScenario(scenario, starts)
console.log(`${totals.passed} passed, ${totals.failed} failed`)
if (totals.failed > 0 || totals.passed === 0) process.exitCode = 1

/** Returns the files of each start of the editor, by scenario. The scenario of files directly in test/editor is `.`. */
function groupByScenario(all: readonly string[]): Map<string, string[][]> {
  const scenarios = new Map<string, string[][]>()
  for (const file of all) {
    const scenario = dirname(file)
    const starts = scenarios.get(scenario) ?? []
    if (scenario === '.' && starts[0]) starts[0].push(file)
    else starts.push([file])
    scenarios.set(scenario, starts)
  }
  return scenarios
}

async function runScenario(scenario: string, starts: readonly string[][]): Promise<void> {
  const dataDir = await makeTempFolder('editor')
  const sandbox = await launchSandbox({ seconds: 2 })
  try {
    for (const [index, start] of starts.entries()) {
      if (scenario !== '.') {
        console.log(`\n${scenario}, start ${index + 1}: ${start.map((file) => basename(file)).join(', ')}`)
      }
      const { passed, failed } = await runInExtensionHost(editor, {
        entry: join(BUNDLES, 'mochaEntry.mjs'),
        bundles: start.map((file) => join(BUNDLES, file.replace(/\.ts$/, '.mjs'))),
        dataDir,
        workspace: join(dataDir, 'workspace'),
        settings: { 'wanVace.apiBaseUrl': sandbox.url },
        env: { WAN_VACE_SANDBOX: sandbox.url, WAN_VACE_ROOT: ROOT, WAN_VACE_STORAGE: globalStorage(dataDir) },
      })
      totals.passed += passed
      totals.failed += failed
    }
  } finally {
    await sandbox.stop()
    await removeTempFolder(dataDir)
  }
}

function globalStorage(dataDir: string): string {
  const userDir = editor.kind === 'desktop' ? join(dataDir, 'User') : join(dataDir, 'data', 'User')
  return join(userDir, 'globalStorage', 'wan-vace.wan-vace-studio')
}

async function bundle(tests: readonly string[]): Promise<void> {
  await rm(BUNDLES, { recursive: true, force: true })
  await build({
    entryPoints: ['mochaEntry.ts', ...tests].map((file) => join(TESTS, file)),
    outbase: TESTS,
    outdir: relative(process.cwd(), BUNDLES),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  })
}
