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

/** Makes the build and packages it as `name-version.vsix` in `folder`. Rejects with the packager's words. */
export async function makeVsix(folder: string): Promise<Vsix> {
  const { name, version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
  const file = join(folder, `${name}-${version}.vsix`)
  const vsce = join('node_modules', '@vscode', 'vsce', 'vsce')
  await execute(NODE, ['esbuild.mjs'], { cwd: ROOT })
  // Everything is in the bundles, so no dependencies.
  await execute(NODE, [vsce, 'package', '--no-dependencies', '--out', file], { cwd: ROOT })
  const { stdout } = await execute(NODE, [vsce, 'ls', '--no-dependencies'], { cwd: ROOT })
  const contents = stdout.split('\n').filter((line) => line !== '')
  return { file, sizeBytes: (await stat(file)).size, contents }
}
