// `npm start`: opens VS Code with the extension from this folder and a sandbox as the API, until Ctrl+C. Opens the
// desktop VS Code if there is one, or the browser. `--browser` always opens the browser.
import { join } from 'node:path'
import { prepareDesktop } from './editor/desktopEditor.ts'
import { startEditorServer } from './editor/editorServer.ts'
import { findInstalledDesktop, getEditor, hasDisplay } from './editor/getEditor.ts'
import { buildExtension } from './lib/buildExtension.ts'
import { launchSandbox } from './lib/launchSandbox.ts'
import { ROOT } from './lib/paths.ts'
import { startProgram, stopProgram } from './lib/processes.ts'
import { copySampleWorkspace } from './lib/sampleWorkspace.ts'
import { makeTempFolder, removeTempFolder } from './lib/tempFolder.ts'

await buildExtension()
const dataDir = await makeTempFolder('start')
const workspace = join(dataDir, 'dance-study')
await copySampleWorkspace(workspace)
const sandbox = await launchSandbox({ seconds: 8 })
const settings = { 'wanVace.apiBaseUrl': sandbox.url }

const desktop = process.argv.includes('--browser') ? undefined : await findDesktop()
const stop = desktop === undefined ? await openInBrowser() : await openOnDesktop(desktop)
console.log(`
The sandbox at ${sandbox.url} replaces the API. It is free and accepts any API key and any source URL.
  1. Select the Wan VACE icon in the Activity Bar.
  2. Select "Set API Key…" and enter any text, for example: sandbox
  3. Select "New Generation", or open README.md and right-click a URL.
Press Ctrl+C to stop VS Code and the sandbox.
`)

const interrupted = Promise.withResolvers<void>()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupted.resolve())
await interrupted.promise
await stop()
await sandbox.stop()
await removeTempFolder(dataDir)
process.exit(0)

async function findDesktop(): Promise<string | undefined> {
  if (!hasDisplay()) return undefined
  const installed = findInstalledDesktop()
  if (installed !== undefined) return installed
  const editor = await getEditor()
  return editor.kind === 'desktop' ? editor.executable : undefined
}

async function openInBrowser(): Promise<() => Promise<void>> {
  const server = await startEditorServer({ dataDir, workspace, settings })
  console.log(`Open VS Code ${server.codeServer.version} in your browser: ${server.url()}`)
  return () => server.stop()
}

async function openOnDesktop(executable: string): Promise<() => Promise<void>> {
  const options = await prepareDesktop({ dataDir, workspace, settings })
  const args = ['--new-window', '--wait', `--extensionDevelopmentPath=${ROOT}`, ...options]
  const child = startProgram(executable, args, { stdio: 'ignore', shell: process.platform === 'win32' })
  console.log(`Opening VS Code (${executable})…`)
  return () => stopProgram(child)
}
