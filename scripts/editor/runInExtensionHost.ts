import { join } from 'node:path'
import { runTests } from '@vscode/test-electron'
import { ROOT } from '../lib/paths.ts'
import { makeTempFolder, removeTempFolder } from '../lib/tempFolder.ts'
import { QUIET_SETTINGS } from './defaultSettings.ts'
import { startServer } from './editorServer.ts'
import type { Editor } from './getEditor.ts'
import { launchChromium } from './launchBrowser.ts'
import { printWhile } from './printWhile.ts'
import { writeUserSettings } from './userSettings.ts'

/** One start of the extension host with tests in it. */
export interface HostRun {
  /** Bundles of tests. */
  readonly bundles: readonly string[]
  /** Bundle whose `run()` runs them. */
  readonly entry: string
  /** Kept between two runs to test a restart. */
  readonly dataDir: string
  readonly workspace: string
  readonly settings: Readonly<Record<string, unknown>>
  readonly env: Readonly<Record<string, string>>
}

/** Runs tests in a real extension host, printing as they go. Resolves with the counts; rejects when none came. */
export async function runInHost(editor: Editor, run: HostRun): Promise<{ passed: number; failed: number }> {
  const folder = await makeTempFolder('report')
  const report = join(folder, 'report.txt')
  const env = {
    ...run.env,
    WAN_VACE_TESTS: JSON.stringify(run.bundles),
    WAN_VACE_REPORT: report,
    ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
  }
  const work = editor.kind === 'desktop' ? onDesktop(editor.executable, run, env) : onServer(run, env)
  const outcome = work.then(
    () => undefined,
    (error: unknown) => error,
  )
  try {
    const text = await printWhile(report, outcome)
    const counts = { passed: count(text, 'passing'), failed: count(text, 'failing') }
    const problem = await outcome
    // A failed test rejects the run as well; that is already told.
    if (problem !== undefined && counts.failed === 0) throw problem
    return counts
  } finally {
    await removeTempFolder(folder)
  }
}

async function onDesktop(executable: string, run: HostRun, env: Record<string, string>): Promise<void> {
  await writeUserSettings(join(run.dataDir, 'User'), { ...QUIET_SETTINGS, ...run.settings })
  await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: ROOT,
    extensionTestsPath: run.entry,
    extensionTestsEnv: env,
    launchArgs: [
      run.workspace,
      `--user-data-dir=${run.dataDir}`,
      `--extensions-dir=${join(run.dataDir, 'extensions')}`,
      '--disable-workspace-trust',
      '--disable-gpu',
      '--use-inmemory-secretstorage',
      '--skip-welcome',
      '--skip-release-notes',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  })
}

async function onServer(run: HostRun, env: Record<string, string>): Promise<void> {
  const server = await startServer({ ...run, env, mode: 'tests' })
  try {
    const browser = await launchChromium()
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

function count(text: string, word: 'passing' | 'failing'): number {
  return Number(new RegExp(`^\\s*(\\d+) ${word}`, 'm').exec(text)?.[1] ?? 0)
}
