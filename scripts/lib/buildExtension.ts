import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { NODE, ROOT } from './paths.ts'

const execute = promisify(execFile)

/** Builds `dist/`, unless WAN_VACE_BUILT says that the caller has built it. Rejects with the output of esbuild. */
export async function buildExtension(): Promise<void> {
  if (process.env['WAN_VACE_BUILT'] !== undefined) return
  await execute(NODE, [join(ROOT, 'esbuild.mjs')], { cwd: ROOT })
}
