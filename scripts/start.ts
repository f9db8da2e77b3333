// `npm start`: VS Code with the extension from this folder and the sandbox standing in for the API, until Ctrl+C.
// On the desktop where there is one, else in the browser. `--browser` asks for the browser.
import { join } from 'node:path'
import { QUIET_SETTINGS } from './editor/defaultSettings.ts'
import { startServer } from './editor/editorServer.ts'
import { getEditor, hasDisplay, installedCode } from './editor/getEditor.ts'
import { writeUserSettings } from './editor/userSettings.ts'
import { buildExtension } from './lib/buildExtension.ts'
import { ROOT } from './lib/paths.ts'
import { startProgram, stopProgram } from './lib/processes.ts'
import { writeSampleWorkspace } from './lib/sampleWorkspace.ts'
import { startSandbox } from './lib/sandboxServer.ts'
import { makeTempFolder, removeTempFolder } from './lib/tempFolder.ts'

await buildExtension()
const dataDir = await makeTempFolder('start')
const workspace = join(dataDir, 'dance-study')
await writeSampleWorkspace(workspace)
const sandbox = await startSandbox({ seconds: 8 })
const settings = { 'wanVace.apiBaseUrl': sandbox.url }

const desktop = process.argv.includes('--browser') ? undefined : await desktopProgram()
const stop = desktop === undefined ? await openServer() : await openDesktop(desktop)
console.log(`
The sandbox at ${sandbox.url} stands in for the API: no key, no money, any source address.
  1. Click the Wan VACE icon at the left.
  2. "Set API Key…": any text is accepted, for example: sandbox
  3. "Generate Video…", or open README.md and right-click on an address.
Ctrl+C ends it all.
`)

const end = Promise.withResolvers<void>()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end.resolve())
await end.promise
await stop()
await sandbox.stop()
await removeTempFolder(dataDir)
process.exit(0)

async function desktopProgram(): Promise<string | undefined> {
  if (!hasDisplay()) return undefined
  const installed = installedCode()
  if (installed !== undefined) return installed
  const editor = await getEditor()
  return editor.kind === 'desktop' ? editor.executable : undefined
}

async function openServer(): Promise<() => Promise<void>> {
  const server = await startServer({ dataDir, workspace, settings })
  console.log(`VS Code ${server.editor.version} is ready in the browser: ${server.url()}`)
  return () => server.stop()
}

async function openDesktop(program: string): Promise<() => Promise<void>> {
  await writeUserSettings(join(dataDir, 'User'), { ...QUIET_SETTINGS, ...settings })
  const args = [
    '--new-window',
    '--wait',
    `--extensionDevelopmentPath=${ROOT}`,
    `--user-data-dir=${dataDir}`,
    `--extensions-dir=${join(dataDir, 'extensions')}`,
    '--disable-workspace-trust',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    workspace,
  ]
  const child = startProgram(program, args, { stdio: 'ignore', shell: process.platform === 'win32' })
  console.log(`VS Code (${program}) opens with the extension.`)
  return () => stopProgram(child)
}
