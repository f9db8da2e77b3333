import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { NODE, ROOT } from './paths.ts'

const execute = promisify(execFile)

export interface Vsix {
  readonly file: string
  readonly sizeBytes: number
  /** Paths inside the extension. */
  readonly contents: readonly string[]
}

/**
 * Packages the extension as `name-version.vsix` in `folder`. vsce builds it first, through `vscode:prepublish`. Rejects
 * with the output of vsce.
 */
export async function packageExtension(folder: string): Promise<Vsix> {
  const { name, version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
  const file = join(folder, `${name}-${version}.vsix`)
  const vsce = join('node_modules', '@vscode', 'vsce', 'vsce')
  // The bundles contain every dependency.
  await execute(NODE, [vsce, 'package', '--no-dependencies', '--out', file], { cwd: ROOT })
  const { stdout } = await execute(NODE, [vsce, 'ls', '--no-dependencies'], { cwd: ROOT })
  const contents = stdout.split('\n').filter((line) => line !== '')
  return { file, sizeBytes: (await stat(file)).size, contents }
}
