import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { CodeServer } from './codeServer.ts'

const execute = promisify(execFile)

/** The files and folders that .vscodeignore includes. */
const PACKAGED = ['package.json', 'package.nls.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'dist', 'media', 'l10n']

/** Copies the built extension in `source` to the extensions folder. Call it before the first start of the editor. */
export async function installFolder(source: string, dataDir: string): Promise<void> {
  const { publisher, name, version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'))
  const target = join(dataDir, 'extensions', `${publisher}.${name}-${version}`)
  await mkdir(target, { recursive: true })
  for (const path of PACKAGED.filter((entry) => existsSync(join(source, entry)))) {
    await cp(join(source, path), join(target, path), { recursive: true })
  }
}

/** Installs a .vsix with the editor's command line. */
export async function installVsix(vsix: string, dataDir: string, server: CodeServer): Promise<void> {
  await execute(server.node, [
    server.main,
    ...['--server-data-dir', dataDir, '--accept-server-license-terms', '--telemetry-level', 'off'],
    ...['--install-extension', vsix],
  ])
}
