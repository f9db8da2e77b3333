import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { NODE, ROOT } from './paths.ts'

const execute = promisify(execFile)

/** Makes `dist/`, unless whoever runs this has just done so (WAN_VACE_BUILT). Rejects with the bundler's words. */
export async function buildExtension(): Promise<void> {
  if (process.env['WAN_VACE_BUILT'] !== undefined) return
  await execute(NODE, [join(ROOT, 'esbuild.mjs')], { cwd: ROOT })
}
