import { join } from 'node:path'
import { runTests } from '@vscode/test-electron'
import { ROOT } from '../lib/paths.ts'
import { makeTempFolder, removeTempFolder } from '../lib/tempFolder.ts'
import { prepareDesktop } from './desktopEditor.ts'
import { startEditorServer } from './editorServer.ts'
import type { Editor } from './getEditor.ts'
import { launchBrowser } from './launchBrowser.ts'
import { printFileWhile } from './printFileWhile.ts'

/** One start of the extension host that runs tests. */
export interface HostRun {
  /** Bundled test files. */
  readonly bundles: readonly string[]
  /** Bundled module whose `run()` runs the test files. */
  readonly entry: string
  /** To test a restart, use the same folder for two runs. */
  readonly dataDir: string
  readonly workspace: string
  readonly settings: Readonly<Record<string, unknown>>
  readonly env: Readonly<Record<string, string>>
}

export interface TestCounts {
  readonly passed: number
  readonly failed: number
}

/** Runs tests in an extension host and prints their report. Rejects if the extension host exits without a failed test. */
export async function runInExtensionHost(editor: Editor, run: HostRun): Promise<TestCounts> {
  const folder = await makeTempFolder('report')
  const report = join(folder, 'report.txt')
  const env = {
    ...run.env,
    WAN_VACE_TESTS: JSON.stringify(run.bundles),
    WAN_VACE_REPORT: report,
    ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
  }
  const work = editor.kind === 'desktop' ? runOnDesktop(editor.executable, run, env) : runOnServer(run, env)
  const outcome = work.then(
    () => undefined,
    (error: unknown) => error,
  )
  try {
    const text = await printFileWhile(report, outcome)
    const counts = { passed: readCount(text, 'passing'), failed: readCount(text, 'failing') }
    const error = await outcome
    // A failed test also rejects `work`, and the report has already shown it.
    if (error !== undefined && counts.failed === 0) throw error
    return counts
  } finally {
    await removeTempFolder(folder)
  }
}

async function runOnDesktop(executable: string, run: HostRun, env: Record<string, string>): Promise<void> {
  await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: ROOT,
    extensionTestsPath: run.entry,
    extensionTestsEnv: env,
    launchArgs: [...(await prepareDesktop(run)), '--disable-gpu', '--use-inmemory-secretstorage'],
  })
}

async function runOnServer(run: HostRun, env: Record<string, string>): Promise<void> {
  const server = await startEditorServer({ ...run, env, mode: 'tests' })
  try {
    const browser = await launchBrowser()
    try {
      const context = await browser.newContext()
      await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin })
      const page = await context.newPage()
      const exit = Promise.withResolvers<number>()
      await page.exposeFunction('codeAutomationLog', () => {})
      await page.exposeFunction('codeAutomationExit', (code: number) => exit.resolve(code))
      page.once('close', () => exit.reject(new Error('The window closed before the tests ended.')))
      await page.goto(server.url({ testsPath: run.entry }))
      const code = await exit.promise
      if (code !== 0) throw new Error(`The extension host ended the tests with code ${code}.\n${server.output()}`)
    } finally {
      await browser.close()
    }
  } finally {
    await server.stop()
  }
}

function readCount(report: string, label: 'passing' | 'failing'): number {
  return Number(new RegExp(`^\\s*(\\d+) ${label}`, 'm').exec(report)?.[1] ?? 0)
}
