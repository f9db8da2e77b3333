import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { OUT, ROOT } from '../../../scripts/lib/paths.ts'
import { SkippedError } from '../figures.ts'

/** Compiles `slowSync.c` and returns the path of the library. Throws `SkippedError` where that is not possible. */
export function buildSlowSync(): string {
  if (process.platform !== 'linux') throw new SkippedError('delays disk syncs with LD_PRELOAD, which requires Linux.')
  const folder = join(OUT, 'bench')
  mkdirSync(folder, { recursive: true })
  const library = join(folder, 'slowSync.so')
  const source = join(ROOT, 'test', 'bench', 'slowDisk', 'slowSync.c')
  const { status, error, stderr } = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl'], {
    encoding: 'utf8',
  })
  if (error !== undefined) throw new SkippedError('requires a C compiler ("cc"), which is not installed.')
  if (status !== 0) throw new Error(`cc failed:\n${stderr}`)
  return library
}
