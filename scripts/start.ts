// `npm start`: opens VS Code with the extension from this folder, connected to a sandbox, with the form open on a sample
// clip, until Ctrl+C. Opens the desktop VS Code if there is one, or the browser. `--browser` always opens the browser.
import { join } from 'node:path'
import { prepareDesktop } from './editor/desktopEditor.ts'
import { startEditorServer } from './editor/editorServer.ts'
import { findInstalledDesktop, getEditor, hasDisplay } from './editor/getEditor.ts'
import { buildExtension } from './lib/buildExtension.ts'
import { ROOT } from './lib/paths.ts'
import { startProgram, stopProgram } from './lib/processes.ts'
import { copySampleWorkspace, SANDBOX_STARTER, writeSampleClip } from './lib/sampleWorkspace.ts'
import { makeTempFolder, removeTempFolder } from './lib/tempFolder.ts'

await buildExtension()
const dataDir = await makeTempFolder('start')
const workspace = join(dataDir, 'dance-study')
await copySampleWorkspace(workspace)
await writeSampleClip(workspace)

const desktop = process.argv.includes('--browser') ? undefined : await findDesktop()
const stop = desktop === undefined ? await openInBrowser() : await openOnDesktop(desktop)
console.log(`
The window is connected to a sandbox, which is free and needs no API key.
  1. Select "Generate" in the form. A sample video is ready a few seconds later.
  2. Open README.md and right-click a URL, or change the form and generate again.
Press Ctrl+C to stop VS Code.
`)

const interrupted = Promise.withResolvers<void>()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupted.resolve())
await interrupted.promise
await stop()
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
  const server = await startEditorServer({ dataDir, workspace, otherExtensions: [SANDBOX_STARTER] })
  console.log(`Open VS Code ${server.codeServer.version} in your browser: ${server.url()}`)
  return () => server.stop()
}

async function openOnDesktop(executable: string): Promise<() => Promise<void>> {
  const options = await prepareDesktop({ dataDir, workspace })
  const extensions = [ROOT, SANDBOX_STARTER].map((folder) => `--extensionDevelopmentPath=${folder}`)
  const args = ['--new-window', '--wait', ...extensions, ...options]
  const child = startProgram(executable, args, { stdio: 'ignore', shell: process.platform === 'win32' })
  console.log(`Opening VS Code (${executable})…`)
  return () => stopProgram(child)
}
