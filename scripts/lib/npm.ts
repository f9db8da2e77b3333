import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Runs npm in another folder. Rejects with the end of npm's error output. */
export function npm(cwd: string, args: readonly string[]): Promise<void> {
  return runInFolder(cwd, 'npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'])
}

/**
 * Runs npm, or a program that runs npm, in another folder. Removes the variables that `npm run` sets, because the inner
 * npm would use them and install into this project. Settings such as the registry stay.
 */
export async function runInFolder(cwd: string, program: string, args: readonly string[]): Promise<void> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !NPM_RUN_VARIABLES.test(name)))
  try {
    await execute(program, args, { cwd, env, maxBuffer: 1e8, shell: process.platform === 'win32' })
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr).slice(-2000) : String(error)
    throw new Error(`"${program} ${args.join(' ')}" failed in ${cwd}:\n${output}`)
  }
}

const NPM_RUN_VARIABLES =
  /^(npm_(package_.*|lifecycle_.*|command|execpath|node_execpath)|npm_config_(local_prefix|prefix|global|global_prefix|ignore_scripts|omit|include|dry_run|package_lock|workspaces?)|INIT_CWD)$/i
