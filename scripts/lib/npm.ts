import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Runs npm quietly in another folder than this project's. Rejects with the end of npm's own words. */
export function npm(cwd: string, args: readonly string[]): Promise<void> {
  return runElsewhere(cwd, 'npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'])
}

/**
 * Runs a program that is npm, or that runs npm, in another folder, also from inside an npm script. The marks that
 * `npm run` leaves in the environment would make the inner npm take this project for its own; settings such as the
 * registry stay.
 */
export async function runElsewhere(cwd: string, program: string, args: readonly string[]): Promise<void> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !MARKS.test(name)))
  try {
    await execute(program, args, { cwd, env, maxBuffer: 1e8, shell: process.platform === 'win32' })
  } catch (error) {
    const words = error instanceof Error && 'stderr' in error ? String(error.stderr).slice(-2000) : String(error)
    throw new Error(`${program} ${args.join(' ')} failed in ${cwd}:\n${words}`)
  }
}

const MARKS =
  /^(npm_(package_.*|lifecycle_.*|command|execpath|node_execpath)|npm_config_(local_prefix|prefix|global|global_prefix|ignore_scripts|omit|include|dry_run|package_lock|workspaces?)|INIT_CWD)$/i
