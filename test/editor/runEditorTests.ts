// Runs test/editor/** inside the extension host of a real VS Code. Each folder below test/editor is a story of its own
// whose parts (`1-*.test.ts`, `2-*.test.ts`, …) run in one start of the editor each, on the same data folder: a restart
// lies between them. The files directly in test/editor share one start. Arguments choose files by part of their name.
import { globSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { build } from 'esbuild'
import { type Editor, getEditor } from '../../scripts/editor/getEditor.ts'
import { runInExtensionHost } from '../../scripts/editor/runInExtensionHost.ts'
import { buildExtension } from '../../scripts/lib/buildExtension.ts'
import { launchSandbox } from '../../scripts/lib/launchSandbox.ts'
import { OUT, ROOT } from '../../scripts/lib/paths.ts'
import { makeTempFolder, removeTempFolder } from '../../scripts/lib/tempFolder.ts'

const HERE = join(ROOT, 'test', 'editor')
const BUNDLES = join(OUT, 'test', 'editor')

const wanted = process.argv.slice(2)
const files = globSync('**/*.test.ts', { cwd: HERE })
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort()
await buildExtension()
await bundle(files)

const editor = await getEditor()
console.log(`Running in VS Code ${editor.version} (${editor.kind === 'desktop' ? 'desktop' : 'server build'})`)
const totals = { passed: 0, failed: 0 }
for (const [story, starts] of stories(files)) await runStory(editor, story, starts)
console.log(`${totals.passed} passed, ${totals.failed} failed`)
if (totals.failed > 0 || totals.passed === 0) process.exitCode = 1

/** Starts of the editor by story: one for all files of this folder, one for each file of a folder below. */
function stories(all: readonly string[]): Map<string, string[][]> {
  const found = new Map<string, string[][]>()
  for (const file of all) {
    const story = dirname(file)
    const starts = found.get(story) ?? []
    if (story === '.' && starts[0]) starts[0].push(file)
    else starts.push([file])
    found.set(story, starts)
  }
  return found
}

async function runStory(on: Editor, story: string, starts: readonly string[][]): Promise<void> {
  const dataDir = await makeTempFolder('editor')
  const sandbox = await launchSandbox({ seconds: 2 })
  try {
    for (const [index, start] of starts.entries()) {
      if (story !== '.')
        console.log(`\n${story}, start ${index + 1}: ${start.map((file) => basename(file)).join(', ')}`)
      const { passed, failed } = await runInExtensionHost(on, {
        entry: join(BUNDLES, 'mochaEntry.mjs'),
        bundles: start.map(bundleOf),
        dataDir,
        workspace: join(dataDir, 'workspace'),
        settings: { 'wanVace.apiBaseUrl': sandbox.url },
        env: { WAN_VACE_SANDBOX: sandbox.url, WAN_VACE_ROOT: ROOT, WAN_VACE_STORAGE: storageOf(on, dataDir) },
      })
      totals.passed += passed
      totals.failed += failed
    }
  } finally {
    await sandbox.stop()
    await removeTempFolder(dataDir)
  }
}

function storageOf(on: Editor, dataDir: string): string {
  const userDir = on.kind === 'desktop' ? join(dataDir, 'User') : join(dataDir, 'data', 'User')
  return join(userDir, 'globalStorage', 'wan-vace.wan-vace-studio')
}

function bundleOf(file: string): string {
  return join(BUNDLES, file.replace(/\.ts$/, '.mjs'))
}

async function bundle(tests: readonly string[]): Promise<void> {
  await rm(BUNDLES, { recursive: true, force: true })
  await build({
    entryPoints: ['mochaEntry.ts', ...tests].map((file) => join(HERE, file)),
    outbase: HERE,
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
