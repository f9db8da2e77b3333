import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { CodeServer } from './codeServer.ts'

const execute = promisify(execFile)

/** What an installed extension consists of, as .vscodeignore lets through. */
const SHIPPED = ['package.json', 'package.nls.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'dist', 'media', 'l10n']

/** Puts the built extension of `source` where the editor looks for installed ones; before its first start. */
export async function installFolder(source: string, dataDir: string): Promise<void> {
  const { publisher, name, version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'))
  const target = join(dataDir, 'extensions', `${publisher}.${name}-${version}`)
  await mkdir(target, { recursive: true })
  for (const file of SHIPPED.filter((each) => existsSync(join(source, each)))) {
    await cp(join(source, file), join(target, file), { recursive: true })
  }
}

/** Installs a packaged extension by the editor's own command line. */
export async function installVsix(vsix: string, dataDir: string, editor: CodeServer): Promise<void> {
  await execute(editor.node, [
    editor.main,
    ...['--server-data-dir', dataDir, '--accept-server-license-terms', '--telemetry-level', 'off'],
    ...['--install-extension', vsix],
  ])
}
